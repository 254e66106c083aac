//! Questionnaires: built in, from files, checked.

use clientele::data::questionnaires::AskedAttribute;
use clientele::data::questionnaires::Questionnaire;
use clientele::data::questionnaires::built_in;
use clientele::data::questionnaires::built_in_codes;
use clientele::data::questionnaires::kano_questionnaires;
use clientele::data::questionnaires::questionnaires_from_csv;
use clientele::data::questionnaires::questionnaires_to_csv;
use clientele::plain::ToPlain;
use clientele::plain::from_plain;

fn all() -> Vec<Questionnaire> {
    built_in_codes()
        .iter()
        .map(|code| built_in(code).unwrap())
        .collect()
}

#[test]
fn every_built_in_questionnaire_is_sound_and_asks_in_both_languages() {
    for questionnaire in all() {
        questionnaire.check().unwrap();
        assert!(questionnaire.en.is_ascii() && !questionnaire.zh.is_ascii());
        for item in &questionnaire.items {
            let code = format!("{}.{}", questionnaire.code, item.code);
            assert!(
                item.en.is_ascii() && item.en.ends_with(['.', '?']),
                "{code}"
            );
            assert!(
                !item.zh.is_ascii() && item.zh.ends_with(['。', '？']),
                "{code}"
            );
            assert!(item.en.len() < 120, "{code}");
        }
        let mut wordings: Vec<_> = questionnaire.items.iter().map(|item| &item.en).collect();
        wordings.sort_unstable();
        wordings.dedup();
        assert_eq!(wordings.len(), questionnaire.items.len());
    }
    assert_eq!(built_in("unheard of"), None);
}

#[test]
fn blocks_and_scales_are_those_that_the_methods_take() {
    let of = |code: &str| built_in(code).unwrap();
    let sizes = |code: &str| {
        let own = of(code);
        let size = |block: &str| {
            own.items
                .iter()
                .filter(|item| item.block.as_deref() == Some(block))
                .count()
        };
        own.blocks().into_iter().map(size).collect::<Vec<_>>()
    };
    // Parasuraman, Zeithaml & Berry (1991), Journal of Retailing 67(4): 4, 5, 4, 4 and 5 items.
    assert_eq!(sizes("serviceExpectations"), [4, 5, 4, 4, 5]);
    assert_eq!(sizes("servicePerceptions"), [4, 5, 4, 4, 5]);
    // Burnham, Frels & Mahajan (2003), table 1: four, two and two facets.
    assert_eq!(sizes("switching"), [4, 2, 2]);
    assert_eq!(sizes("commitment"), [3, 3]);
    assert_eq!(sizes("loyalty"), [2, 2, 2]);
    assert_eq!(sizes("deliveredValue"), [4, 4]);
    assert_eq!(sizes("relationalBenefits"), [2, 2, 2]);
    for (code, least, most) in [
        ("satisfaction", 1.0, 10.0),
        ("recommendation", 0.0, 10.0),
        ("kanoFunctional", 1.0, 5.0),
        ("switching", 1.0, 7.0),
    ] {
        assert!(
            of(code)
                .items
                .iter()
                .all(|item| (item.least, item.most) == (least, most)),
            "{code}"
        );
    }
    let reversed = |code: &str| of(code).items.iter().filter(|item| item.reversed).count();
    assert_eq!(
        (
            reversed("loyalty"),
            reversed("commitment"),
            reversed("servicePerceptions")
        ),
        (3, 2, 0)
    );
}

#[test]
fn expectations_and_perceptions_ask_the_same_things_in_the_same_order() {
    let codes = |code: &str| {
        built_in(code)
            .unwrap()
            .items
            .into_iter()
            .map(|item| item.code)
            .collect::<Vec<_>>()
    };
    assert_eq!(codes("serviceExpectations"), codes("servicePerceptions"));
    assert_eq!(codes("kanoFunctional"), codes("kanoDysfunctional"));
}

#[test]
fn csv_and_plain_values_come_back_as_they_were() {
    let csv = questionnaires_to_csv(&all());
    assert_eq!(questionnaires_from_csv(csv.as_bytes()).unwrap(), all());
    assert_eq!(
        csv.lines().count(),
        1 + all().iter().map(|own| own.items.len()).sum::<usize>()
    );
    for questionnaire in all() {
        let read: Questionnaire = from_plain(questionnaire.to_plain()).unwrap();
        assert_eq!(read, questionnaire);
    }
}

#[test]
fn a_file_of_ones_own_may_be_short() {
    let csv = "问卷,题号,题目,最小值,最大值,反向题\n物流,q1,\"到货快吗，\"\"真的\"\"吗？\",1,5,否\n物流,q2,包装破损多吗？,1,5,是\n";
    let found = questionnaires_from_csv(csv.as_bytes()).unwrap();
    assert_eq!((found.len(), found[0].items.len()), (1, 2));
    let item = &found[0].items[1];
    assert!(item.reversed && item.en.is_empty() && item.step == 1.0);
    assert_eq!(item.turned(2.0), 4.0);
    assert_eq!(
        questionnaires_from_csv(questionnaires_to_csv(&found).as_bytes()).unwrap(),
        found
    );
}

#[test]
fn what_is_not_sound_is_refused_with_its_place() {
    let fault = |change: &dyn Fn(&mut Questionnaire)| {
        let mut own = built_in("recommendation").unwrap();
        change(&mut own);
        let error = own.check().unwrap_err();
        (error.code(), error.path().unwrap().to_owned())
    };
    let expect = |code, path: &str| (code, path.to_owned());
    assert_eq!(
        fault(&|own| own.code = " ".into()),
        expect("Missing", "code")
    );
    assert_eq!(
        fault(&|own| own.items.clear()),
        expect("EmptyInput", "items")
    );
    assert_eq!(
        fault(&|own| own.items.push(own.items[0].clone())),
        expect("InvalidValue", "items[1].code")
    );
    assert_eq!(
        fault(&|own| own.items[0].code.clear()),
        expect("Missing", "items[0].code")
    );
    assert_eq!(
        fault(&|own| {
            own.items[0].en.clear();
            own.items[0].zh.clear();
        }),
        expect("Missing", "items[0].en")
    );
    assert_eq!(
        fault(&|own| own.items[0].most = 0.0),
        expect("OutOfRange", "items[0].most")
    );
    assert_eq!(
        fault(&|own| own.items[0].least = f64::NAN),
        expect("NotFinite", "items[0].least")
    );
    assert_eq!(
        fault(&|own| own.items[0].step = 11.0),
        expect("OutOfRange", "items[0].step")
    );
    assert_eq!(
        fault(&|own| own.items[0].step = -1.0),
        expect("OutOfRange", "items[0].step")
    );
    assert_eq!(
        fault(&|own| own.items[0].anchors[1].value = 11.0),
        expect("OutOfRange", "items[0].anchors[1].value")
    );
    assert_eq!(
        fault(&|own| own.items[0].anchors[0].en = "a|b".into()),
        expect("InvalidValue", "items[0].anchors[0]")
    );
    let csv = "instrument,item,en,least,most\nx,q1,Well?,1,5\nx,q1,Well?,1,5\n";
    let error = questionnaires_from_csv(csv.as_bytes()).unwrap_err();
    assert_eq!(error.path(), Some("x.items[1].code"));
    let csv = "instrument,item,en,least,most,anchors\nx,q1,Well?,1,5,what\n";
    assert_eq!(
        questionnaires_from_csv(csv.as_bytes()).unwrap_err().path(),
        Some("x.items[q1].anchors")
    );
    let csv = "instrument,item,en,least,most\nx,q1,Well?,one,5\n";
    assert_eq!(
        questionnaires_from_csv(csv.as_bytes())
            .unwrap_err()
            .column(),
        Some("least")
    );
}

#[test]
fn kano_asks_every_attribute_twice() {
    let attribute = |code: &str| AskedAttribute {
        code: code.into(),
        en: format!("{code} in English"),
        zh: "属性".into(),
    };
    let [with, without] = kano_questionnaires(&[attribute("wrap"), attribute("track")]).unwrap();
    assert_eq!(
        (with.items.len(), without.items.len(), with.open),
        (2, 2, false)
    );
    assert_ne!(with.items[0].en, without.items[0].en);
    assert_eq!(with.items[0].anchors.len(), 5);
    let error = kano_questionnaires(&[attribute("wrap"), attribute("wrap")]).unwrap_err();
    assert_eq!(error.path(), Some("items[1].code"));
    assert_eq!(kano_questionnaires(&[]).unwrap_err().code(), "EmptyInput");
}
