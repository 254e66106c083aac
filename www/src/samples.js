// The two data sets beside the page and the settings they are shown with.

export const defaultSettings = () => ({
  asOf: "", timeUnit: "week", margin: null, discountRate: 0.1, churnHorizonDays: 180, currency: "", onlyCurrency: "",
});

export const SAMPLES = {
  // The made-up shop of scripts/sample-shop.mjs.
  shop: {
    file: "sample-shop.csv", url: "data/sample-shop.csv",
    csv: { columns: { customerId: "customer", date: "order_date", amount: "amount", currency: "currency" }, onBadRow: "collect" },
    settings: { currency: "GBP", margin: 0.35 },
  },
  // Calibration period of Fader, Hardie & Lee (2005): first 39 weeks, the rest held out.
  cdnow: {
    file: "cdnow-orders.csv", url: "data/cdnow-orders.csv",
    csv: { columns: { customerId: "customer_id", date: "date", amount: "amount" }, onBadRow: "collect" },
    settings: { asOf: "1997-09-30", currency: "USD" },
  },
};
