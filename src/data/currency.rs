//! Currency codes and symbols as they stand beside amounts.

/// ISO 4217 codes of the currencies that shops commonly take.
const CODES: &[&str] = &[
    "AED", "ARS", "AUD", "BDT", "BGN", "BHD", "BRL", "CAD", "CHF", "CLP", "CNY", "COP", "CZK",
    "DKK", "EGP", "EUR", "GBP", "HKD", "HUF", "IDR", "ILS", "INR", "ISK", "JOD", "JPY", "KES",
    "KRW", "KWD", "KZT", "LKR", "MAD", "MOP", "MXN", "MYR", "NGN", "NOK", "NZD", "OMR", "PEN",
    "PHP", "PKR", "PLN", "QAR", "RON", "RSD", "RUB", "SAR", "SEK", "SGD", "THB", "TND", "TRY",
    "TWD", "UAH", "USD", "UYU", "VND", "ZAR",
];

/// Symbols and what they mean: an ISO code, or themselves where several currencies share one.
/// Longer symbols stand before those they contain.
const SYMBOLS: &[(&str, &str)] = &[
    ("US$", "USD"),
    ("AU$", "AUD"),
    ("CA$", "CAD"),
    ("HK$", "HKD"),
    ("MX$", "MXN"),
    ("NT$", "TWD"),
    ("NZ$", "NZD"),
    ("A$", "AUD"),
    ("C$", "CAD"),
    ("R$", "BRL"),
    ("S$", "SGD"),
    ("CN¥", "CNY"),
    ("JP¥", "JPY"),
    ("RMB", "CNY"),
    ("人民币", "CNY"),
    ("Lei", "RON"),
    ("lei", "RON"),
    ("Rs.", "Rs"),
    ("Rs", "Rs"),
    ("RM", "MYR"),
    ("Rp", "IDR"),
    ("kr.", "kr"),
    ("kr", "kr"),
    ("Kč", "CZK"),
    ("Ft", "HUF"),
    ("zł", "PLN"),
    ("лв", "BGN"),
    ("руб.", "RUB"),
    ("€", "EUR"),
    ("£", "GBP"),
    ("₹", "INR"),
    ("₩", "KRW"),
    ("₽", "RUB"),
    ("₺", "TRY"),
    ("₫", "VND"),
    ("₪", "ILS"),
    ("฿", "THB"),
    ("₱", "PHP"),
    ("₦", "NGN"),
    ("₴", "UAH"),
    ("円", "JPY"),
    ("元", "CNY"),
    ("￥", "¥"),
    ("¥", "¥"),
    ("$", "$"),
];

/// What a symbol that several currencies share may stand for.
const SHARED: &[(&str, &[&str])] = &[
    (
        "$",
        &[
            "USD", "AUD", "CAD", "HKD", "MXN", "TWD", "NZD", "SGD", "ARS", "CLP", "COP", "UYU",
        ],
    ),
    ("¥", &["CNY", "JPY"]),
    ("kr", &["SEK", "NOK", "DKK", "ISK"]),
    ("Rs", &["INR", "PKR", "LKR"]),
];

/// Takes a currency code or symbol off the front: its canonical name and the rest.
pub(crate) fn strip_front(text: &str) -> Option<(&'static str, &str)> {
    match text.bytes().next()? {
        b'0'..=b'9' => return None,
        b'$' => return Some(("$", text.strip_prefix('$')?)),
        _ => {}
    }
    let symbol = SYMBOLS
        .iter()
        .find_map(|(symbol, name)| Some((*name, text.strip_prefix(symbol)?)));
    symbol.or_else(|| {
        let (head, rest) = text.split_at_checked(3)?;
        Some((code(head)?, rest))
    })
}

/// Takes a currency code or symbol off the back: its canonical name and the rest.
pub(crate) fn strip_back(text: &str) -> Option<(&'static str, &str)> {
    if text.ends_with(|c: char| c.is_ascii_digit()) {
        return None;
    }
    let symbol = SYMBOLS
        .iter()
        .find_map(|(symbol, name)| Some((*name, text.strip_suffix(symbol)?)));
    symbol.or_else(|| {
        let (rest, tail) = text.split_at_checked(text.len().checked_sub(3)?)?;
        Some((code(tail)?, rest))
    })
}

/// Finds an ISO code, in capitals or small letters.
fn code(text: &str) -> Option<&'static str> {
    let capital = text.bytes().all(|byte| byte.is_ascii_uppercase());
    let small = text.bytes().all(|byte| byte.is_ascii_lowercase());
    if !capital && !small {
        return None;
    }
    CODES
        .iter()
        .find(|code| code.eq_ignore_ascii_case(text))
        .copied()
}

/// Returns true when the name is an ISO code and not a symbol that several currencies share.
pub(crate) fn is_code(name: &str) -> bool {
    CODES.contains(&name)
}

/// Returns true when two canonical names can mean one currency.
pub(crate) fn compatible(one: &str, other: &str) -> bool {
    let covers = |symbol: &str, code: &str| {
        SHARED
            .iter()
            .any(|(shared, codes)| *shared == symbol && codes.contains(&code))
    };
    one == other || covers(one, other) || covers(other, one)
}

/// The currency that the amounts of one file have shown so far.
#[derive(Debug, Clone, Default)]
pub(crate) struct CurrencyEvidence(Option<String>);

impl CurrencyEvidence {
    /// Notes the name of a currency; the error holds the one known and the one found, which differ.
    pub(crate) fn note(&mut self, name: &str) -> Result<(), (String, String)> {
        if name.is_empty() {
            return Ok(());
        }
        let Some(known) = &self.0 else {
            self.0 = Some(canonical(name));
            return Ok(());
        };
        if known.eq_ignore_ascii_case(name) {
            return Ok(());
        }
        let found = canonical(name);
        if !compatible(known, &found) {
            return Err((known.clone(), found));
        }
        if is_code(&found) {
            self.0 = Some(found);
        }
        Ok(())
    }

    /// Returns the currency where it is known by its ISO code.
    pub(crate) fn code(self) -> Option<String> {
        self.0.filter(|name| is_iso(name))
    }
}

/// Writes a code in capitals and a symbol as it is.
fn canonical(name: &str) -> String {
    if is_iso(name) {
        name.to_ascii_uppercase()
    } else {
        strip_front(name)
            .filter(|(_, rest)| rest.is_empty())
            .map_or_else(|| name.to_owned(), |(name, _)| name.to_owned())
    }
}

/// Returns true for three letters.
fn is_iso(name: &str) -> bool {
    name.len() == 3 && name.bytes().all(|byte| byte.is_ascii_alphabetic())
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_shared_symbol_fits_each_of_its_currencies_and_no_other() {
        assert!(compatible("$", "USD"));
        assert!(compatible("CNY", "¥"));
        assert!(!compatible("$", "EUR"));
        assert!(!compatible("USD", "CAD"));
    }

    #[test]
    fn the_longest_symbol_wins() {
        assert_eq!(strip_front("US$5"), Some(("USD", "5")));
        assert_eq!(strip_front("R$5"), Some(("BRL", "5")));
        assert_eq!(strip_back("5 zł"), Some(("PLN", "5 ")));
        assert_eq!(strip_back("5CHF"), Some(("CHF", "5")));
        assert_eq!(strip_back("NaN"), None);
    }
}
