// Customers to show; in Node and on pages.

/** Customers of every kind: explained in full, bought once, unknown. */
export const customers = {
  ada: { id: "Ada Lovelace", orders: [["1997-01-04", 30], ["1997-05-04", 40], ["1997-06-04", 45], ["1997-08-30", 61.5]].map(([date, amount]) => ({ date, amount })) },
  answered: { id: "c-1842", frequency: 6, recency: 30, T: 36, monetaryValue: 38.5, revenueInYear: 310, purchasesInYear: 7, activeQuarters: 3, elapsedQuarters: 3, choosingTime: 4, satisfaction: 8, recommendation: 9, competitorAttitude: 3, priceSensitivity: 3, incidentTolerance: 5, openComplaints: 1, productionCost: 140, fixedMarketingCost: 10, variableMarketingCost: 12 },
  once: { id: "Bought once", orders: [{ date: "1997-02-11", amount: 12.99 }] },
  leaving: { id: "王小明", orders: [["1997-01-04", 90], ["1997-01-14", 85], ["1997-02-04", 120], ["1997-02-20", 75]].map(([date, amount]) => ({ date, amount })) },
  unknown: { id: "New here" },
};
