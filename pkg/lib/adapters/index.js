// Orders from what shops, payment services and CRMs send and export, as columns for `Orders.fromColumns`. Nothing here
// needs the module.

export { ClienteleError } from "../errors.js";
export { ordersFromHubSpot } from "./hubspot.js";
export { ordersFromPipedrive } from "./pipedrive.js";
export { ordersFromSalesforce } from "./salesforce.js";
export { ordersFromShopify } from "./shopify.js";
export { ordersFromStripe } from "./stripe.js";
export { ordersFromWooCommerce } from "./woocommerce.js";
