//! Credit grades (信用等级) and their points.

/// Points of credit grades, best first. That they fall evenly is our choice.
pub(crate) const GRADES: [(&str, f64); 10] = [
    ("AAA", 100.0),
    ("AA", 90.0),
    ("A", 80.0),
    ("BBB", 70.0),
    ("BB", 60.0),
    ("B", 50.0),
    ("CCC", 40.0),
    ("CC", 30.0),
    ("C", 20.0),
    ("D", 0.0),
];

/// Returns the points of a grade, 0 to 100; none for what is no grade.
pub(crate) fn points_of_grade(grade: &str) -> Option<f64> {
    let known = GRADES.iter().find(|(name, _)| *name == grade);
    known.map(|(_, points)| *points)
}
