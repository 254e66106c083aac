// What a page does that has the elements as files: for engines that a test can ask, and no more.

import "/element/index.js";
import "/element/ahp.js";
import { customers } from "/customers.js";

window.violations = [];
document.addEventListener("securitypolicyviolation", (event) => window.violations.push(`${event.violatedDirective} ${event.blockedURI}`));
const profile = await (await fetch("/profile.json")).json();
const main = document.body.appendChild(document.createElement("main"));
main.appendChild(document.createElement("h1")).textContent = "CRM";
const shown = document.createElement("clientele-score");
Object.assign(shown, { profile, customer: customers.answered, id: "card" });
main.append(shown);
for (const [name, customer] of Object.entries(customers)) {
  for (const form of ["compact", "cell"]) {
    const element = document.createElement("clientele-score");
    Object.assign(element, { profile, customer, id: `${form}-${name}`, form });
    main.append(element);
  }
}
const compared = document.createElement("clientele-ahp");
Object.assign(compared, { id: "ahp", criteria: ["Price", "Service", "Speed"], value: { upperTriangle: [3, 5, 2] } });
compared.setAttribute("label", "Criteria");
main.append(compared);
await compared.updated;
window.loaded = true;
