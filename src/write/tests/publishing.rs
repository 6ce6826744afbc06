//! What a publish does to the files of a site, and to the files of others beside them.

use crate::write::tests::{Desk, bytes_of, picture};
use crate::write::{Content, publish};
use std::fs::{self, File};
use std::path::Path;
use std::sync::Mutex;
use std::time::{Duration, SystemTime};

fn number(path: &Path) -> u64 {
    super::number_of(&fs::metadata(path).expect("it is there"))
}

fn set_time(path: &Path, time: SystemTime) {
    let file = File::options().write(true).open(path).expect("it is there");
    file.set_modified(time).expect("our own file");
}

#[test]
fn files_are_written_in_their_folders_and_every_folder_is_made() {
    let desk = Desk::new();
    let output = desk.root.join("not/yet/there");
    let names = ["a/b/c.html", "a/b/d.html", "index.html", "目录/页 面.html"].map(str::to_owned);
    let heard = Mutex::new(Vec::new());
    let done = publish(
        &output,
        &desk.project(),
        &names,
        None,
        &|name| Ok(Content::Bytes(name.as_bytes().into())),
        &|n| {
            heard.lock().expect("no panic").push(n);
        },
    );
    assert_eq!(done.expect("writable").counts(), [4, 0, 0]);
    for name in &names {
        assert_eq!(fs::read_to_string(output.join(name)).expect("written"), *name);
    }
    let mut heard = heard.into_inner().expect("no panic");
    assert_eq!(heard.last(), Some(&4));
    heard.sort_unstable();
    assert_eq!(heard, [1, 2, 3, 4, 4]);
    assert_eq!(
        fs::read_dir(desk.root.join("not/yet")).expect("readable").count(),
        usize::from(cfg!(windows)) + 1
    );
}

#[test]
fn a_site_without_files_is_a_site() {
    let desk = Desk::new();
    desk.publish(&[]).expect("writable");
    desk.publish(&[("a", "1")]).expect("ours");
    assert_eq!(desk.publish(&[]).expect("ours").counts(), [0, 0, 1]);
    desk.assert_pages(&[]);
}

#[test]
fn when_nothing_differs_nothing_is_touched() {
    for desk in Desk::each() {
        let pages = [("a/x.html", "x"), ("index.html", "home")];
        desk.publish(&pages).expect("writable");
        let (number, before) = (number(&desk.site()), picture(&desk.site()));
        let modified = fs::metadata(desk.site()).and_then(|site| site.modified()).expect("it is there");
        assert_eq!(desk.publish(&pages).expect("ours").counts(), [0, 2, 0]);
        assert_eq!((number, before), (self::number(&desk.site()), picture(&desk.site())));
        assert_eq!(
            modified,
            fs::metadata(desk.site()).and_then(|site| site.modified()).expect("it is there")
        );
        desk.assert_tidy();
    }
}

#[cfg(unix)]
#[test]
fn an_unchanged_file_stays_the_same_file_and_a_changed_one_is_a_new_file() {
    use crate::write::tests::Seen;
    use std::io::Read;

    for desk in Desk::each() {
        desk.publish(&[("a/same.html", "same"), ("a/other.html", "first")]).expect("writable");
        let before = picture(&desk.site());
        let mut reader = File::open(desk.site().join("a/other.html")).expect("written");
        let done = desk.publish(&[("a/same.html", "same"), ("a/other.html", "other")]).expect("ours");
        assert_eq!(done.counts(), [1, 1, 0]);
        let after = picture(&desk.site());
        assert_eq!(before["a/same.html"], after["a/same.html"], "same inode, same time");
        let (Seen::File { number: old, .. }, Seen::File { number: new, .. }) =
            (&before["a/other.html"], &after["a/other.html"])
        else {
            panic!("both are files");
        };
        assert_ne!(old, new);
        let mut text = String::new();
        reader.read_to_string(&mut text).expect("still open");
        assert_eq!(text, "first", "a reader of the old file reads on in the old file");
        desk.assert_tidy();
    }
}

#[test]
fn files_that_are_not_named_any_more_disappear_with_their_folders() {
    for desk in Desk::each() {
        desk.publish(&[("a/b/c.html", "c"), ("a/d.html", "d"), ("e.html", "e")]).expect("writable");
        let done = desk.publish(&[("e.html", "e")]).expect("ours");
        assert_eq!(done.counts(), [0, 1, 2]);
        desk.assert_pages(&[("e.html", "e")]);
        assert!(!desk.site().join("a").exists());
        desk.assert_tidy();
    }
}

#[test]
fn a_file_may_become_a_folder_and_a_folder_a_file() {
    for desk in Desk::each() {
        desk.publish(&[("a", "file"), ("b/c", "in a folder")]).expect("writable");
        desk.publish(&[("a/c", "in a folder"), ("b", "file")]).expect("ours");
        desk.assert_pages(&[("a/c", "in a folder"), ("b", "file")]);
        desk.assert_tidy();
    }
}

#[test]
fn a_page_that_somebody_edited_or_deleted_is_written_again() {
    let desk = Desk::new();
    let pages = [("a.html", "page a"), ("b.html", "page b"), ("c.html", "page c")];
    desk.publish(&pages).expect("writable");
    desk.write("site/a.html", "edited");
    desk.write("site/b.html", "PAGE B");
    set_time(&desk.site().join("b.html"), SystemTime::UNIX_EPOCH + Duration::from_secs(1));
    fs::remove_file(desk.site().join("c.html")).expect("it was there");
    assert_eq!(desk.publish(&pages).expect("ours").counts(), [3, 0, 0]);
    desk.assert_pages(&pages);
}

#[test]
fn a_file_with_the_same_bytes_and_another_time_is_kept() {
    let desk = Desk::new();
    desk.publish(&[("a.html", "page a")]).expect("writable");
    set_time(&desk.site().join("a.html"), SystemTime::UNIX_EPOCH + Duration::from_secs(1));
    assert_eq!(desk.publish(&[("a.html", "page a")]).expect("ours").kept, 1);
}

#[test]
fn files_of_others_move_over_into_the_new_site() {
    for desk in Desk::each() {
        desk.publish(&[("a/x.html", "x"), ("gone/y.html", "y"), ("index.html", "1")]).expect("writable");
        desk.write("site/CNAME", "example.org");
        desk.write("site/a/note.txt", "beside ours");
        desk.write("site/gone/note.txt", "its folder goes, it stays");
        desk.write("site/.git/refs/heads/main", "0123");
        fs::create_dir(desk.site().join("empty")).expect("writable");
        let git = number(&desk.site().join(".git"));
        for text in ["2", "3"] {
            desk.publish(&[("a/x.html", "x"), ("index.html", text)]).expect("ours");
            desk.assert_pages(&[
                (".git/refs/heads/main", "0123"),
                ("CNAME", "example.org"),
                ("a/note.txt", "beside ours"),
                ("a/x.html", "x"),
                ("gone/note.txt", "its folder goes, it stays"),
                ("index.html", text),
            ]);
            assert!(desk.site().join("empty").is_dir());
            assert_eq!(number(&desk.site().join(".git")), git, "a foreign folder moves as a whole");
            desk.assert_tidy();
        }
    }
}

#[test]
fn a_file_of_others_whose_name_the_site_needs_is_kept_aside() {
    for desk in Desk::each() {
        desk.publish(&[("index.html", "1")]).expect("writable");
        for (turn, text) in ["mine", "mine again", "mine again"].into_iter().enumerate() {
            desk.write("site/robots.txt", text);
            desk.write("site/same.txt", "the same");
            desk.write("site/page/note.txt", "a folder where a file comes");
            let pages = [("page", "p"), ("robots.txt", "ours"), ("same.txt", "the same")];
            desk.publish(&pages).expect("ours");
            desk.assert_pages(&pages);
            desk.publish(&[("index.html", ["2", "3", "4"][turn])]).expect("ours");
        }
        assert_eq!(desk.read(".site.rolebook-kept/robots.txt"), "mine");
        assert_eq!(desk.read(".site.rolebook-kept/robots.txt~2"), "mine again");
        assert_eq!(desk.read(".site.rolebook-kept/page/note.txt"), "a folder where a file comes");
        let kept = picture(&desk.sibling("kept"));
        assert!(!kept.contains_key("same.txt") && !kept.contains_key("robots.txt~3"), "{kept:?}");
        desk.assert_tidy();
    }
}

#[cfg(unix)]
#[test]
fn an_output_that_is_a_link_is_worked_on_at_its_target() {
    for desk in Desk::each() {
        fs::create_dir(desk.root.join("real")).expect("writable");
        std::os::unix::fs::symlink("real/target", desk.site()).expect("a link");
        for text in ["1", "2"] {
            desk.publish(&[("index.html", text)]).expect("a link to a missing folder, then to ours");
            assert_eq!(desk.read("real/target/index.html"), text);
        }
        assert!(fs::symlink_metadata(desk.site()).expect("still there").is_symlink());
        assert_eq!(fs::read_dir(desk.root.join("real")).expect("readable").count(), 1, "no siblings left");
    }
}

#[cfg(unix)]
#[test]
fn nothing_is_deleted_or_linked_through_a_link_inside_the_output() {
    for desk in Desk::each() {
        desk.publish(&[("a/x.html", "x"), ("index.html", "1")]).expect("writable");
        fs::rename(desk.site().join("a"), desk.root.join("mine")).expect("one file system");
        std::os::unix::fs::symlink(desk.root.join("mine"), desk.site().join("a")).expect("a link");
        let mine = picture(&desk.root.join("mine"));
        desk.publish(&[("a/x.html", "x"), ("index.html", "1")]).expect("ours");
        assert_ne!(number(&desk.site().join("a/x.html")), number(&desk.root.join("mine/x.html")));
        assert!(desk.sibling("kept").join("a").is_symlink(), "the link itself was somebody's");
        desk.publish(&[("index.html", "2")]).expect("ours");
        assert_eq!(picture(&desk.root.join("mine")), mine);
    }
}

#[cfg(unix)]
#[test]
fn the_rights_of_the_output_folder_outlive_the_swap() {
    use std::os::unix::fs::PermissionsExt;
    let desk = Desk::new();
    desk.publish(&[("index.html", "1")]).expect("writable");
    fs::set_permissions(desk.site(), fs::Permissions::from_mode(0o710)).expect("ours");
    desk.publish(&[("index.html", "2")]).expect("ours");
    assert_eq!(fs::metadata(desk.site()).expect("there").permissions().mode() & 0o777, 0o710);
}

#[test]
fn a_copied_file_is_compared_with_its_source() {
    let desk = Desk::new();
    let source = desk.root.join("project/picture.png");
    let put = |text: &str, age: u64| {
        desk.write("project/picture.png", text);
        set_time(&source, SystemTime::now() - Duration::from_secs(age));
    };
    let publish = || desk.publish_with(["p.png"].into_iter(), &|_| Ok(Content::CopyOf(source.clone())));
    let (written, kept) = ([1, 0, 0], [0, 1, 0]);

    put("first", 900);
    assert_eq!(publish().expect("writable").counts(), written);
    assert_eq!(publish().expect("ours").counts(), kept, "the source is as it was");
    put("first", 800);
    assert_eq!(publish().expect("ours").counts(), kept, "touched, with the same bytes");
    put("other", 700);
    assert_eq!(publish().expect("ours").counts(), written, "the same length, other bytes");
    put("longer than before", 700);
    assert_eq!(publish().expect("ours").counts(), written, "another length, the same time");
    assert_eq!(desk.read("site/p.png"), "longer than before");
}

#[cfg(unix)]
#[test]
fn a_source_whose_time_was_set_back_is_not_taken_for_the_old_one() {
    let desk = Desk::new();
    let source = desk.root.join("project/picture.png");
    let old = SystemTime::UNIX_EPOCH + Duration::from_secs(1);
    for text in ["first", "other"] {
        desk.write("project/picture.png", text);
        set_time(&source, old);
        desk.publish_with(["p.png"].into_iter(), &|_| Ok(Content::CopyOf(source.clone()))).expect("ours");
        assert_eq!(desk.read("site/p.png"), text);
    }
}

#[cfg(unix)]
#[test]
fn a_copy_does_not_inherit_the_rights_of_its_source() {
    use std::os::unix::fs::PermissionsExt;
    let desk = Desk::new();
    desk.write("project/secret.png", "picture");
    let source = desk.project().join("secret.png");
    fs::set_permissions(&source, fs::Permissions::from_mode(0o400)).expect("ours");
    let make = |name: &str| {
        Ok(if name == "p.png" { Content::CopyOf(source.clone()) } else { Content::Bytes((*b"page").into()) })
    };
    desk.publish_with(["index.html", "p.png"].into_iter(), &make).expect("writable");
    let mode = |name: &str| fs::metadata(desk.site().join(name)).expect("written").permissions().mode();
    assert_eq!(mode("p.png"), mode("index.html"));
}

#[test]
fn a_damaged_list_is_no_list_but_the_site_is_still_ours() {
    let good = Desk::new();
    good.publish(&[("a.html", "a"), ("b.html", "b")]).expect("writable");
    let text = good.read("site/.rolebook-site");
    let (header, _) = text.split_once('\n').expect("it has lines");
    let flipped = text.replace("b.html", "c.html");
    for damaged in [header, &format!("{header}\n\u{0}\u{1}garbage"), &text[..text.len() - 9], &flipped] {
        for desk in Desk::each() {
            desk.publish(&[("a.html", "a"), ("b.html", "b")]).expect("writable");
            desk.write("site/c.html", "somebody's");
            desk.write("site/.rolebook-site", damaged);
            let done = desk.publish(&[("a.html", "a"), ("d.html", "d")]).expect("ours");
            assert_eq!(done.counts(), [1, 1, 0]);
            let pages = [("a.html", "a"), ("b.html", "b"), ("c.html", "somebody's"), ("d.html", "d")];
            desk.assert_pages(&pages);
            desk.assert_tidy();
            assert!(!desk.sibling("kept").exists());
            let before = picture(&desk.site());
            desk.publish_with(["a.html", "d.html"].into_iter(), &|name| Ok(bytes_of(&pages, name)))
                .expect("ours");
            assert_eq!(picture(&desk.site()), before, "the list was mended");
        }
    }
}
