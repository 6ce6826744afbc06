//! Data for scripts: a file under a name that changes with its bytes, which hands its data over when it is loaded, by
//! `rolebook.give` of `themes/default/js/define.js`.

use crate::model::address::OutPath;
use serde::Serialize;
use std::sync::Arc;

/// A file under a name that changes with its bytes.
pub struct File {
    pub path: OutPath,
    pub bytes: Arc<[u8]>,
}

impl File {
    pub fn new(stem: &str, ending: &str, text: String) -> File {
        let hash = blake3::hash(text.as_bytes()).to_hex();
        let path = OutPath::new(&format!("assets/{stem}.{}.{ending}", &hash.as_str()[..10]));
        File { path, bytes: text.into_bytes().into() }
    }
}

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
