// Fills the table, and changes language and theme. The elements are defined by clientele-element.js.

const orders = (...list) => list.map(([date, amount]) => ({ date, amount }));

const customers = [
  { id: "Ada Lovelace", orders: orders(["1997-01-04", 30], ["1997-05-04", 40], ["1997-06-04", 45], ["1997-08-30", 61.5]) },
  { id: "王小明", orders: orders(["1997-01-04", 90], ["1997-01-14", 85], ["1997-02-04", 120], ["1997-02-20", 75]) },
  { id: "Bought once", orders: orders(["1997-02-11", 12.99]) },
  { id: "Just signed up" },
];

const chosen = document.getElementById("chosen");
const rows = document.querySelector("tbody");

for (const customer of customers) {
  const row = rows.insertRow();
  const button = document.createElement("button");
  button.type = "button";
  button.textContent = customer.id;
  button.addEventListener("click", () => {
    chosen.customer = customer;
  });
  row.insertCell().append(button);
  const score = document.createElement("clientele-score");
  score.setAttribute("form", "cell");
  score.setAttribute("profile-src", "profile.json");
  score.customer = customer;
  row.insertCell().append(score);
}

document.getElementById("language").addEventListener("change", ({ target }) => {
  // The elements speak the language of the page.
  document.documentElement.lang = target.value;
});

document.getElementById("theme").addEventListener("change", ({ target }) => {
  document.documentElement.dataset.theme = target.value;
  for (const score of document.querySelectorAll("clientele-score")) {
    if (target.value === "") score.removeAttribute("theme");
    else score.setAttribute("theme", target.value);
  }
});
