//! The headers of common exports, in English, Chinese, German, French and Spanish.

/// Normalised headers of one role: an earlier rank wins over a later one, and two columns of one
/// rank are ambiguous.
pub(crate) type Ranks = &'static [&'static [&'static str]];

/// The customer's identifier, or what identifies a customer as well: e-mail, telephone, name.
#[rustfmt::skip]
pub(crate) const CUSTOMER: Ranks = &[
    &[
        "customerid", "custid", "customerno", "customernumber", "customernr", "customercode",
        "customerkey", "客户编号", "客户id", "客户号", "客户编码", "客户代码", "顾客编号", "顾客id",
        "kundennummer", "kundennr", "kundenid", "clientid", "clientno", "clientnumber",
        "idclient", "numeroclient", "numéroclient", "n°client", "codeclient", "idcliente",
        "clienteid", "numerocliente", "númerocliente", "codigocliente", "códigocliente",
        "númerodecliente", "numerodecliente", "iddecliente", "iddelcliente",
    ],
    &[
        "userid", "memberid", "memberno", "membernumber", "buyerid", "accountid", "shopperid",
        "consumerid", "contactid", "customeruserid", "cardno", "会员号", "会员编号", "会员id",
        "会员卡号", "用户id", "用户编号", "用户号", "买家id", "买家账号", "uid", "benutzerid",
        "mitgliedsnummer", "idutilisateur", "idusuario",
    ],
    &[
        "email", "customeremail", "emailbilling", "billingemail", "emailaddress", "buyeremail",
        "useremail", "contactemail", "customeremailaddress", "邮箱", "电子邮箱", "客户邮箱",
        "emailadresse", "adresseemail", "courriel", "correo", "correoelectronico",
        "correoelectrónico",
    ],
    &[
        "phone", "customerphone", "phonenumber", "mobile", "mobilephone", "phonebilling",
        "billingphone", "手机号", "手机号码", "手机", "客户手机", "客户电话", "会员手机号",
        "telefon", "telefonnummer", "téléphone", "telephone", "teléfono", "telefono",
    ],
    &[
        "customer", "client", "user", "member", "buyer", "customername", "clientname", "username",
        "buyername", "客户", "顾客", "用户", "会员", "买家", "客户名称", "客户姓名", "顾客姓名",
        "用户名", "会员名", "会员名称", "会员姓名", "买家会员名", "买家昵称", "kunde",
        "kundenname", "nomclient", "nomduclient", "cliente", "nombrecliente", "nombredelcliente",
    ],
];

/// The date of the order, or else of its record, or else of its payment.
#[rustfmt::skip]
pub(crate) const DATE: Ranks = &[
    &[
        "orderdate", "dateoforder", "purchasedate", "dateofpurchase", "transactiondate",
        "invoicedate", "saledate", "orderdateutc", "下单日期", "订单日期", "购买日期", "交易日期",
        "消费日期", "成交日期", "销售日期", "bestelldatum", "auftragsdatum", "kaufdatum",
        "rechnungsdatum", "datecommande", "datedecommande", "datedelacommande", "dateachat",
        "datedachat", "fechapedido", "fechadepedido", "fechadelpedido", "fechacompra",
        "fechadecompra",
    ],
    &[
        "ordertime", "orderdatetime", "orderedat", "orderedon", "ordercreated", "ordercreatedat",
        "ordercreateddate", "purchasetime", "purchasedat", "transactiontime", "transactionat",
        "ordertimestamp", "下单时间", "订单时间", "订单创建时间", "购买时间", "交易时间", "消费时间",
        "成交时间", "交易创建时间",
    ],
    &[
        "createdat", "created", "createdutc", "createdateutc", "createddate", "createddateutc",
        "createdatutc", "datecreated", "creationdate", "createdate", "createtime", "createdon",
        "创建时间", "创建日期", "erstelltam", "erstelldatum", "crééle", "datedecréation",
        "fechadecreación", "fechadecreacion",
    ],
    &[
        "paidat", "paidon", "paymentdate", "paymenttime", "datepaid", "paiddate", "付款时间",
        "支付时间", "付款日期", "支付日期", "订单付款时间", "zahlungsdatum", "datedepaiement",
        "fechadepago",
    ],
    &[
        "date", "datetime", "timestamp", "time", "day", "日期", "时间", "datum", "fecha",
    ],
];

/// The amount of the order.
#[rustfmt::skip]
pub(crate) const AMOUNT: Ranks = &[
    // What was paid says more than what was ordered.
    &[
        "amountpaid", "paidamount", "totalpaid", "实付金额", "实付款", "实付", "实际支付金额",
        "实收金额", "支付金额", "付款金额", "买家实际支付金额", "买家实付金额",
    ],
    &[
        "ordertotal", "orderamount", "ordertotalamount", "ordervalue", "grandtotal",
        "totalamount", "transactionamount", "purchaseamount", "invoiceamount", "totalprice",
        "totalsales", "订单金额", "订单总额", "订单总价", "订单总金额", "总金额", "应付金额",
        "bestellwert", "gesamtbetrag", "gesamtsumme", "rechnungsbetrag", "montanttotal",
        "totalttc", "importetotal", "montototal",
    ],
    &[
        "amount", "total", "金额", "消费金额", "交易金额", "购买金额", "成交金额", "销售金额",
        "销售额", "总价", "betrag", "summe", "montant", "importe", "monto",
    ],
    &[
        "revenue", "sales", "netamount", "spend", "value", "sum", "umsatz", "valor", "ventas",
    ],
];

/// The currency.
#[rustfmt::skip]
pub(crate) const CURRENCY: Ranks = &[&[
        "currency", "currencycode", "ordercurrency", "币种", "货币", "货币代码", "货币类型",
        "währung", "waehrung", "devise", "monnaie", "moneda", "divisa",
    ]];

/// Headers that show that the items of an order have rows of their own.
#[rustfmt::skip]
pub(crate) const ITEM: Ranks = &[&["lineitemname"]];
/// The order number in such files.
#[rustfmt::skip]
pub(crate) const ITEM_ORDER: Ranks = &[&["name"]];

/// The state of an order, which tells whether it is a sale at all: that of the payment first.
#[rustfmt::skip]
pub(crate) const STATUS: Ranks = &[
    &["financialstatus", "paymentstatus", "支付状态", "付款状态", "zahlungsstatus"],
    &["orderstatus", "订单状态", "交易状态", "bestellstatus", "statutdelacommande", "estadodelpedido"],
    &["status", "state", "状态", "statut", "estado"],
];

/// What of the amount was given back.
#[rustfmt::skip]
pub(crate) const REFUNDED: Ranks = &[
    &["refundedamount", "amountrefunded", "refundamount", "orderrefundamount", "退款金额", "已退款金额", "退货金额"],
];
