import "clientele/element";
import fakeDataProvider from "ra-data-fakerest";
import { Admin, Resource, memoryStore } from "react-admin";
import { createRoot } from "react-dom/client";

import { CustomerEdit, CustomerList, CustomerShow } from "./customers.jsx";
import { customers } from "./data.js";

createRoot(document.getElementById("root")).render(
  <Admin dataProvider={fakeDataProvider({ customers })} store={memoryStore()} disableTelemetry>
    <Resource name="customers" list={CustomerList} show={CustomerShow} edit={CustomerEdit} recordRepresentation="name" />
  </Admin>,
);
