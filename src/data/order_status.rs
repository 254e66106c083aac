//! Whether an order came to a sale.

use crate::data::trim::trim;

/// States of orders that are no sale: cancelled, failed, or given back in full. Everything else
/// counts, an order that is not yet paid among it.
#[rustfmt::skip]
const NO_SALE: &[&str] = &[
    "cancelled", "canceled", "voided", "void", "failed", "declined", "expired", "refunded",
    "fullyrefunded", "chargeback", "reversed", "uncaptured", "requirespaymentmethod", "已取消",
    "已退款", "全额退款", "交易关闭", "已关闭", "支付失败", "交易失败", "storniert", "erstattet",
    "fehlgeschlagen", "annulé", "annulée", "remboursé", "remboursée", "cancelado", "cancelada",
    "reembolsado", "reembolsada",
];

/// Returns whether an order in this state is no sale. Case, blanks, hyphens and the prefix `wc-` of
/// `WooCommerce` do not count.
///
/// # Example: an order that was given back in part is a sale
/// ```
/// use clientele::data::order_status::is_no_sale;
/// assert!(is_no_sale("Cancelled") && is_no_sale("wc-refunded"));
/// assert!(!is_no_sale("partially_refunded") && !is_no_sale("paid") && !is_no_sale(""));
/// ```
pub fn is_no_sale(status: &str) -> bool {
    let status = trim(status);
    let status = status.strip_prefix("wc-").unwrap_or(status);
    if status.is_empty() || status.len() > 40 {
        return false;
    }
    let word: String = status
        .chars()
        .filter(|c| !matches!(c, '_' | '-' | ' '))
        .map(|c| c.to_ascii_lowercase())
        .collect();
    NO_SALE.contains(&word.as_str())
}
