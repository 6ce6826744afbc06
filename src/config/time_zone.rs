//! `time_zone: Asia/Shanghai` -> the zone, from the table inside the program: that of a computer may be another one.

use crate::diag::{Diagnostics, Problem, nearest};
use crate::yaml::fields::Text;
use jiff::tz::{TimeZone, TimeZoneDatabase};

/// The zone of this name in the IANA's table.
pub fn named(name: &Text, diags: &mut Diagnostics) -> Option<TimeZone> {
    let table = TimeZoneDatabase::bundled();
    // The table takes any letter case; a calendar program may not.
    if let Ok(zone) = table.get(&name.text)
        && zone.iana_name() == Some(name.as_str())
    {
        return Some(zone);
    }
    let known: Vec<String> = table.available().map(|known| known.as_str().to_owned()).collect();
    let near = meant(&name.text)
        .map(str::to_owned)
        .or_else(|| known.iter().find(|known| known.eq_ignore_ascii_case(&name.text)).cloned())
        .or_else(|| nearest(&name.text, known.iter().map(String::as_str)));
    diags.push(name.span.clone(), Problem::CfgTimeZone { found: name.text.clone(), near });
    None
}

/// All of China has one clock; where others are, their language does not say.
pub fn usual(language: &str) -> Option<TimeZone> {
    (language == "zh-CN").then(|| TimeZoneDatabase::bundled().get("Asia/Shanghai").ok())?
}

/// How people call the one most of them mean.
fn meant(text: &str) -> Option<&'static str> {
    let folded = text.to_lowercase().replace([' ', '_'], "");
    let is_china =
        ["北京", "中国", "上海", "beijing", "peking", "china", "utc+8", "gmt+8", "+08:00", "+8", "东八"];
    is_china.iter().any(|name| folded.contains(name)).then_some("Asia/Shanghai")
}
