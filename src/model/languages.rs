//! The languages of the world, as far as a file name or a menu has to know them.

use crate::config::is_language_tag;

/// Languages that a file name is taken to mean even where no original is beside it (`socket.io.md` is no Ido), and what
/// they call themselves, for a site language whose texts nobody has written yet.
const COMMON: &[(&str, &str)] = &[
    ("zh", "简体中文"),
    ("en", "English"),
    ("ja", "日本語"),
    ("ko", "한국어"),
    ("de", "Deutsch"),
    ("fr", "Français"),
    ("es", "Español"),
    ("pt", "Português"),
    ("it", "Italiano"),
    ("ru", "Русский"),
    ("vi", "Tiếng Việt"),
    ("th", "ไทย"),
];

/// The codes of ISO 639-1.
const CODES: &str = "aa ab ae af ak am an ar as av ay az ba be bg bh bi bm bn bo br bs ca ce ch co cr cs cu cv cy \
    da de dv dz ee el en eo es et eu fa ff fi fj fo fr fy ga gd gl gn gu gv ha he hi ho hr ht hu hy hz ia id ie ig ii \
    ik io is it iu ja jv ka kg ki kj kk kl km kn ko kr ks ku kv kw ky la lb lg li ln lo lt lu lv mg mh mi mk ml mn mr \
    ms mt my na nb nd ne ng nl nn no nr nv ny oc oj om or os pa pi pl ps pt qu rm rn ro ru rw sa sc sd se sg si sk sl \
    sm sn so sq sr ss st su sv sw ta te tg th ti tk tl tn to tr ts tt tw ty ug uk ur uz ve vi vo wa wo xh yi yo za zh \
    zu";

/// Tags that are taken for a language even when the site does not list them, so that a forgotten entry is noticed.
pub fn is_known(tag: &str) -> bool {
    // `zh_CN`, as some systems write it.
    let tag = &tag.replace('_', "-");
    is_language_tag(tag) && CODES.split(' ').any(|code| code == primary(tag))
}

pub fn is_common(tag: &str) -> bool {
    COMMON.iter().any(|(code, _)| *code == primary(tag))
}

/// A language's own name for itself; its tag when we do not know it.
pub fn own_name(tag: &str) -> &str {
    match tag {
        "zh-TW" | "zh-HK" | "zh-Hant" => "繁體中文",
        _ => COMMON.iter().find(|(code, _)| *code == primary(tag)).map_or(tag, |(_, name)| name),
    }
}

fn primary(tag: &str) -> &str {
    tag.split(['-', '_']).next().unwrap_or_default()
}
