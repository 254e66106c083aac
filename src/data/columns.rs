//! Which column of a file holds what.

use crate::data::headers::AMOUNT;
use crate::data::headers::CURRENCY;
use crate::data::headers::CUSTOMER;
use crate::data::headers::DATE;
use crate::data::headers::ITEM;
use crate::data::headers::ITEM_ORDER;
use crate::data::headers::REFUNDED;
use crate::data::headers::Ranks;
use crate::data::headers::STATUS;
use crate::error::Error;
use crate::error::Result;
use crate::plain::options;

/// The headers of the columns that are read.
///
/// As an option, it names columns that are not to be guessed; in a report, the columns read.
#[derive(Debug, Clone, PartialEq, Eq, Default)]
#[cfg_attr(feature = "serde", derive(serde::Serialize, serde::Deserialize))]
#[cfg_attr(feature = "serde", serde(rename_all = "camelCase", default))]
#[cfg_attr(feature = "full", derive(tsify::Tsify))]
pub struct ColumnNames {
    /// The customer's identifier.
    #[cfg_attr(feature = "full", tsify(optional))]
    pub customer_id: Option<String>,
    /// The date of the order.
    #[cfg_attr(feature = "full", tsify(optional))]
    pub date: Option<String>,
    /// The amount of the order.
    #[cfg_attr(feature = "full", tsify(optional))]
    pub amount: Option<String>,
    /// The currency of the amount; a file need not have one.
    #[cfg_attr(feature = "full", tsify(optional))]
    pub currency: Option<String>,
}

options!(ColumnNames {
    customer_id => "customerId",
    date => "date",
    amount => "amount",
    currency => "currency",
});

/// The columns that are read, by index.
#[derive(Debug, Clone, PartialEq, Eq)]
pub(crate) struct ColumnMap {
    pub(crate) customer: usize,
    pub(crate) date: usize,
    pub(crate) amount: usize,
    pub(crate) currency: Option<usize>,
    /// The order number, in files that list the items of an order in rows without an amount.
    pub(crate) item_order: Option<usize>,
    /// The state of the order.
    pub(crate) status: Option<usize>,
    /// What of the amount was given back.
    pub(crate) refunded: Option<usize>,
    pub(crate) names: ColumnNames,
}

/// Makes headers comparable: small letters without blanks, hyphens and brackets.
pub(crate) fn normalise(header: &str) -> String {
    header
        .chars()
        .filter(|c| {
            !c.is_whitespace()
                && !matches!(
                    c,
                    '_' | '-' | '.' | ':' | '#' | '/' | '\'' | '’' | '"' | '\u{feff}'
                )
                && !matches!(c, '(' | ')' | '[' | ']' | '（' | '）' | '：')
        })
        .map(small)
        .collect()
}

/// Returns the small form of a letter of the languages whose headers are known, Latin with accents,
/// and of full-width Latin; the table of all languages would be 12 KB.
fn small(letter: char) -> char {
    match letter {
        'A'..='Z' | 'À'..='Ö' | 'Ø'..='Þ' | 'Ａ'..='Ｚ' => {
            char::from_u32(u32::from(letter) + 32).unwrap_or(letter)
        }
        'Œ' => 'œ',
        _ => letter,
    }
}

/// Finds the column of a role by its rank; an error names the header that stands for two.
pub(crate) fn guess(
    headers: &[String],
    ranks: Ranks,
) -> core::result::Result<Option<usize>, usize> {
    for rank in ranks {
        let mut hits = (0..)
            .zip(headers)
            .filter(|(_, header)| rank.contains(&header.as_str()));
        if let Some((first, _)) = hits.next() {
            return match hits.next() {
                None => Ok(Some(first)),
                Some((second, _)) => Err(second),
            };
        }
    }
    Ok(None)
}

/// Finds the column that an option names: the very header, or else one that differs in case,
/// blanks and the like only.
pub(crate) fn named(
    headers: &[String],
    wanted: &str,
) -> core::result::Result<Option<usize>, usize> {
    let find = |same: &dyn Fn(&str) -> bool| {
        let mut hits = (0..).zip(headers).filter(|(_, header)| same(header));
        match (hits.next(), hits.next()) {
            (_, Some((second, _))) => Err(second),
            (first, None) => Ok(first.map(|(index, _)| index)),
        }
    };
    let normal = normalise(wanted);
    match find(&|header| header == wanted.trim()) {
        Ok(None) => find(&|header| normalise(header) == normal),
        found => found,
    }
}

/// Cleans headers for show: without blanks around them and without a byte order mark.
pub(crate) fn clean(header: &str) -> String {
    header
        .trim_matches(|c: char| c.is_whitespace() || c == '\u{feff}')
        .to_owned()
}

/// Finds the columns of the four roles.
///
/// # Errors
/// [`Error::MissingColumn`] and [`Error::DuplicateColumn`].
pub(crate) fn resolve(headers: &[String], options: &ColumnNames) -> Result<ColumnMap> {
    let normal: Vec<String> = headers.iter().map(|header| normalise(header)).collect();
    let find = |wanted: &str, option: Option<&String>, ranks| {
        let found = match option {
            Some(name) => named(headers, name),
            None => guess(&normal, ranks),
        };
        match found {
            Ok(None) if option.is_none() && wanted == "currency" => Ok(None),
            Ok(None) => Err(Error::MissingColumn {
                wanted: wanted.to_owned(),
                named: option.map(|name| name.trim().to_owned()),
                found: list(headers),
            }),
            Ok(found) => Ok(found),
            Err(second) => Err(Error::DuplicateColumn {
                column: headers.get(second).cloned().unwrap_or_default(),
            }),
        }
    };
    let name = |index: Option<usize>| index.and_then(|index| headers.get(index)).cloned();
    let customer = find("customerId", options.customer_id.as_ref(), CUSTOMER)?;
    let date = find("date", options.date.as_ref(), DATE)?;
    let amount = find("amount", options.amount.as_ref(), AMOUNT)?;
    let currency = find("currency", options.currency.as_ref(), CURRENCY)?;
    let item_order = match (guess(&normal, ITEM), guess(&normal, ITEM_ORDER)) {
        (Ok(Some(_)), Ok(order)) => order,
        _ => None,
    };
    Ok(ColumnMap {
        customer: customer.unwrap_or_default(),
        date: date.unwrap_or_default(),
        amount: amount.unwrap_or_default(),
        currency,
        item_order,
        status: guess(&normal, STATUS).ok().flatten(),
        refunded: guess(&normal, REFUNDED).ok().flatten(),
        names: ColumnNames {
            customer_id: name(customer),
            date: name(date),
            amount: name(amount),
            currency: name(currency),
        },
    })
}

/// Guesses the columns of the four roles, leaving out what is not there or not clear.
pub(crate) fn guess_names(headers: &[String], options: &ColumnNames) -> ColumnNames {
    let normal: Vec<String> = headers.iter().map(|header| normalise(header)).collect();
    let find = |option: Option<&String>, ranks| {
        let found = match option {
            Some(name) => named(headers, name),
            None => guess(&normal, ranks),
        };
        headers.get(found.ok()??).cloned()
    };
    ColumnNames {
        customer_id: find(options.customer_id.as_ref(), CUSTOMER),
        date: find(options.date.as_ref(), DATE),
        amount: find(options.amount.as_ref(), AMOUNT),
        currency: find(options.currency.as_ref(), CURRENCY),
    }
}

/// Lists headers for a message, cut where there are many or long ones.
pub(crate) fn list(headers: &[String]) -> String {
    let shown = headers
        .iter()
        .take(40)
        .map(|header| header.chars().take(40).collect::<String>());
    let mut text = shown.collect::<Vec<_>>().join(", ");
    if headers.len() > 40 {
        text.push_str(", …");
    }
    text
}

#[cfg(test)]
#[allow(clippy::unwrap_used, reason = "a test fails by panicking")]
mod tests {
    use super::*;

    fn guessed(header: &str) -> [String; 4] {
        let headers: Vec<String> = header.split(',').map(clean).collect();
        let names = resolve(&headers, &ColumnNames::default()).unwrap().names;
        [names.customer_id, names.date, names.amount, names.currency].map(Option::unwrap_or_default)
    }

    #[test]
    fn the_headers_of_common_exports_are_recognised() {
        for (header, expected) in [
            (
                "customer_id,date,units,amount",
                ["customer_id", "date", "amount", ""],
            ),
            (
                "\u{feff}Customer ID, Order Date ,ORDER TOTAL,Currency",
                ["Customer ID", "Order Date", "ORDER TOTAL", "Currency"],
            ),
            // Shopify order export
            (
                "Name,Email,Financial Status,Paid at,Fulfilled at,Currency,Subtotal,Shipping,Taxes,Total,Created at,Lineitem name",
                ["Email", "Created at", "Total", "Currency"],
            ),
            // WooCommerce
            (
                "Order Number,Order Status,Order Date,Customer Note,First Name (Billing),Email (Billing),Order Total Amount",
                ["Email (Billing)", "Order Date", "Order Total Amount", ""],
            ),
            (
                "order_id,date_created,customer_id,billing_email,order_total,order_currency",
                [
                    "customer_id",
                    "date_created",
                    "order_total",
                    "order_currency",
                ],
            ),
            // Stripe payments
            (
                "id,Created date (UTC),Amount,Amount Refunded,Currency,Converted Amount,Converted Currency,Customer ID,Customer Email",
                ["Customer ID", "Created date (UTC)", "Amount", "Currency"],
            ),
            (
                "Customer ID,Created (UTC),Amount,Currency",
                ["Customer ID", "Created (UTC)", "Amount", "Currency"],
            ),
            (
                "客户编号,下单时间,订单金额,币种",
                ["客户编号", "下单时间", "订单金额", "币种"],
            ),
            (
                "订单编号,会员号,订单日期,订单金额,实付金额",
                ["会员号", "订单日期", "实付金额", ""],
            ),
            ("用户ID,日期,消费金额", ["用户ID", "日期", "消费金额", ""]),
            ("用户 id,日期,金额", ["用户 id", "日期", "金额", ""]),
            (
                "Kundennummer,Bestelldatum,Betrag,Währung",
                ["Kundennummer", "Bestelldatum", "Betrag", "Währung"],
            ),
            (
                "N° client,Date de commande,Montant total,Devise",
                ["N° client", "Date de commande", "Montant total", "Devise"],
            ),
            (
                "ID Cliente,Fecha de compra,Importe,Moneda",
                ["ID Cliente", "Fecha de compra", "Importe", "Moneda"],
            ),
        ] {
            assert_eq!(guessed(header), expected, "{header}");
        }
    }

    #[test]
    fn what_is_missing_or_doubled_is_an_error_that_names_it() {
        let resolve = |header: &str, options: &ColumnNames| {
            let headers: Vec<String> = header.split(',').map(clean).collect();
            resolve(&headers, options)
        };
        let guessing = ColumnNames::default();
        let error = resolve("customer_id,when,amount", &guessing).unwrap_err();
        assert_eq!(
            (error.code(), error.column()),
            ("MissingColumn", Some("date"))
        );
        assert!(error.to_string().contains("customer_id, when, amount"));
        let error = resolve("customer_id,date,Date,amount", &guessing).unwrap_err();
        assert_eq!(
            (error.code(), error.column()),
            ("DuplicateColumn", Some("Date"))
        );
        let error = resolve("amount,total,customer_id,date", &guessing).unwrap_err();
        assert_eq!(
            (error.code(), error.column()),
            ("DuplicateColumn", Some("total"))
        );
        let naming = ColumnNames {
            amount: Some("Total".into()),
            ..ColumnNames::default()
        };
        assert_eq!(
            resolve("amount,total,customer_id,date", &naming)
                .unwrap()
                .amount,
            1
        );
        let error = resolve("amount,customer_id,date", &naming).unwrap_err();
        assert_eq!(
            (error.code(), error.column()),
            ("MissingColumn", Some("amount"))
        );
    }
}
