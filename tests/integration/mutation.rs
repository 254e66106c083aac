//! Documents with something wrong in them.

use clientele::numeric::random::Random;
use clientele::plain::Plain;

/// Replaces one value somewhere in a document.
pub(crate) fn mutate(plain: &mut Plain, random: &mut Random) {
    let mut at = plain;
    loop {
        let stop = random.chance(0.08);
        let children = match at {
            _ if stop => 0,
            Plain::List(list) => list.len(),
            Plain::Map(map) => map.len(),
            _ => 0,
        };
        if children == 0 {
            break;
        }
        let place = random.below(children as u64) as usize;
        at = match at {
            Plain::List(list) => &mut list[place],
            Plain::Map(map) => &mut map[place].1,
            other => panic!("nothing is below {other:?}"),
        };
    }
    let odd = [
        0.0,
        -1.0,
        1.0,
        2.0,
        0.5,
        1e9,
        4e9,
        -1e300,
        1e300,
        f64::NAN,
        f64::INFINITY,
        27.0,
    ];
    *at = match random.below(8) {
        0 => Plain::Null,
        1 => Plain::Text("binary".into()),
        2 => Plain::List(Vec::new()),
        3 => Plain::Map(Vec::new()),
        4 => Plain::Numbers(vec![1.0; 5]),
        _ => Plain::Number(odd[random.below(odd.len() as u64) as usize]),
    };
}
