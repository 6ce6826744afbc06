//! The nearest known name: "did you mean …?".

/// The known name that is most likely meant, or nothing when none is near.
pub fn nearest<'a>(wanted: &str, known: impl IntoIterator<Item = &'a str>) -> Option<String> {
    let folded = wanted.to_lowercase();
    let allowed = match wanted.chars().count() {
        0 => return None,
        1..=2 => 1,
        3..=5 => 2,
        n => n / 3,
    };
    known
        .into_iter()
        .map(|name| {
            let lower = name.to_lowercase();
            // A name that contains the wanted one (`finance` for `fin`) is as near as one with a single slip.
            let inside = folded.chars().count() >= 2 && (lower.contains(&folded) || folded.contains(&lower));
            // Where the lengths alone are too far apart, the distance need not be known.
            let apart = folded.chars().count().abs_diff(lower.chars().count());
            let distance = if apart > allowed { apart } else { strsim::damerau_levenshtein(&folded, &lower) };
            (if inside && !lower.is_empty() { distance.min(1) } else { distance }, distance, name)
        })
        .filter(|(score, _, _)| *score <= allowed)
        .min()
        .map(|(_, _, name)| name.to_owned())
}

/// The known path that is most likely meant: the same file name elsewhere wins over a similar name in the same folder.
///
/// Whole paths are only compared where the names agree: a folder from elsewhere has thousands of both dead links and
/// files.
pub fn nearest_path<'a>(wanted: &str, known: impl IntoIterator<Item = &'a str> + Clone) -> Option<String> {
    let (folder, name) = wanted.rsplit_once('/').unwrap_or(("", wanted));
    let folded = name.to_lowercase();
    let same_name = known
        .clone()
        .into_iter()
        .filter(|path| path.rsplit('/').next().is_some_and(|other| other.to_lowercase() == folded))
        .min_by_key(|path| (strsim::levenshtein(wanted, path), *path));
    if let Some(path) = same_name {
        return Some(path.to_owned());
    }
    let beside = known.into_iter().filter_map(|path| {
        let (other, name) = path.rsplit_once('/').unwrap_or(("", path));
        (other == folder).then_some(name)
    });
    let near = nearest(name, beside)?;
    Some(if folder.is_empty() { near } else { format!("{folder}/{near}") })
}

#[cfg(test)]
mod tests {
    use super::{nearest, nearest_path};

    #[test]
    fn a_slip_of_two_letters_finds_the_name() {
        assert_eq!(nearest("fiance", ["finance", "warehouse"]).as_deref(), Some("finance"));
        assert_eq!(nearest("titel", ["title", "roles"]).as_deref(), Some("title"));
        assert_eq!(nearest("zzz", ["title", "roles"]), None);
    }

    #[test]
    fn the_same_file_name_in_another_folder_wins() {
        let known = ["manual/gl/close.md", "manual/gl/clone.md"];
        assert_eq!(nearest_path("gl/close.md", known).as_deref(), Some("manual/gl/close.md"));
        assert_eq!(nearest_path("manual/gl/clsoe.md", known).as_deref(), Some("manual/gl/close.md"));
        assert_eq!(nearest_path("faq/clsoe.md", known), None);
    }
}
