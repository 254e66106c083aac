import { useTheme } from "react-admin";

import profile from "../../worker/profile.json";

/** The record of a form or of the data provider as a customer: the name stands for the identifier. */
const customerOf = ({ id, name, orders, ...facts }) => ({
  ...facts,
  id: name ?? id,
  // A row of the form may be empty while it is typed.
  orders: (orders ?? []).filter((order) => order?.date && Number.isFinite(order.amount)),
});

/** React 19 sets objects as properties of a custom element; React 18 needs a ref for it. */
export function Score({ record, form }) {
  const [theme] = useTheme();
  const customer = customerOf(record);
  if (customer.orders.length === 0) delete customer.orders;
  return <clientele-score profile={profile} customer={customer} form={form} theme={theme === "dark" ? "dark" : "light"} />;
}
