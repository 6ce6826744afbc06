//! Data for scripts: a script that hands it over when it is loaded, by `rolebook.give` of `themes/default/js/define.js`.

use serde::Serialize;

/// A script that hands data over under a name.
pub fn give(name: &str, data: &impl Serialize) -> String {
    format!("{}{}{END}", begin(name), json(data))
}

/// What comes before the data and after it, for those who write it themselves.
pub fn begin(name: &str) -> String {
    format!("rolebook.give({},", json(&name))
}

pub const END: &str = ");\n";

/// JSON inside a script: `</script>` and the two line separators of old scripts never stand in it as they are.
pub fn json(data: &impl Serialize) -> String {
    let json = serde_json::to_string(data).expect("plain data can be written as JSON");
    json.replace('<', "\\u003c").replace('\u{2028}', "\\u2028").replace('\u{2029}', "\\u2029")
}
