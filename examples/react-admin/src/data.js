// Customers of a shop, up to the day of the profile.

const orders = (...list) => list.map(([date, amount]) => ({ date, amount }));

export const customers = [
  { id: 1, name: "Ada Lovelace", satisfaction: 8, openComplaints: 0, orders: orders(["1997-01-04", 30], ["1997-05-04", 40], ["1997-06-04", 45], ["1997-08-30", 61.5]) },
  { id: 2, name: "王小明", satisfaction: 4, openComplaints: 1, orders: orders(["1997-01-04", 90], ["1997-01-14", 85], ["1997-02-04", 120], ["1997-02-20", 75]) },
  { id: 3, name: "Bought once", orders: orders(["1997-02-11", 12.99]) },
  { id: 4, name: "Just signed up", orders: [] },
  { id: 5, name: "<img src=x onerror=alert(1)>", satisfaction: 9, orders: orders(["1997-03-02", 18], ["1997-09-20", 22.5]) },
];
