//! Two runs at once, and what a run that was stopped leaves to the next one.

use crate::write::swap::How;
use crate::write::tests::{Desk, Pages, bytes_of, picture};
use crate::write::{Content, WriteError, manifest};
use std::fs;
use std::io::Read;
use std::path::{Path, PathBuf};
use std::process::{Child, Command, Stdio};
use std::time::{Duration, Instant};

const OLD: Pages<'static> = &[("a/x.html", "old x"), ("index.html", "same"), ("old.html", "old")];
const NEW: Pages<'static> = &[("a/x.html", "new x"), ("index.html", "same"), ("new.html", "new")];

/// Tells the child of a test where to work, and how.
const CHILD: &str = "ROLEBOOK_TEST_PUBLISH";

/// Starts this very program again, to run only one of the tests below.
fn start(test: &str, desk: &Desk) -> Child {
    let (_, room) = module_path!().split_once("::").expect("a module in a crate");
    Command::new(std::env::current_exe().expect("a running test has a program"))
        .args(["--exact", &format!("{room}::{test}"), "--nocapture"])
        .env(CHILD, format!("{:?} {}", desk.how, desk.root.display()))
        .stdin(Stdio::piped())
        .stdout(Stdio::null())
        .stderr(Stdio::null())
        .spawn()
        .expect("a program that runs can be run again")
}

/// The desk of the parent; nothing when the test is not run as a child.
fn child_desk() -> Option<Desk> {
    let value = std::env::var_os(CHILD)?.into_string().expect("test folders have plain names");
    let (how, root) = value.split_once(' ')?;
    let how = if how == "ByJournal" { How::ByJournal } else { How::AtOnce };
    Some(Desk { _folder: None, root: PathBuf::from(root), how })
}

fn wait_until(what: &str, mut ready: impl FnMut() -> bool) {
    let patience = Instant::now() + Duration::from_secs(60);
    while !ready() {
        assert!(Instant::now() < patience, "waited for {what}");
        std::thread::yield_now();
    }
}

fn kill(mut child: Child) {
    child.kill().expect("our own child");
    child.wait().expect("our own child");
}

/// Not a test by itself: the process that gets stuck in the middle of a publish.
#[test]
fn child_that_stops_at_the_last_page() {
    let Some(desk) = child_desk() else { return };
    let stuck = desk.publish_with(NEW.iter().map(|(name, _)| *name), &|name| {
        if name == "new.html" {
            // Ends only when the parent kills us or has died itself.
            let read = std::io::stdin().read(&mut [0]);
            return Err(format!("{read:?}"));
        }
        Ok(bytes_of(NEW, name))
    });
    assert!(stuck.is_err());
}

/// Not a test by itself: the process that publishes without end.
#[test]
fn child_that_publishes_for_ever() {
    let Some(desk) = child_desk() else { return };
    let patience = Instant::now() + Duration::from_secs(60);
    while Instant::now() < patience {
        for pages in [NEW, OLD] {
            desk.publish(pages).expect("ours");
        }
    }
}

#[test]
fn a_run_that_is_killed_leaves_the_old_site_and_the_next_run_succeeds() {
    for desk in Desk::each() {
        desk.publish(OLD).expect("writable");
        let before = picture(&desk.site());
        let child = start("child_that_stops_at_the_last_page", &desk);
        wait_until("the new tree", || desk.sibling("new").join("a/x.html").exists());

        let error = desk.publish(NEW).expect_err("another one is at work");
        let WriteError::Locked { path, pid } = &error else { panic!("{error:?}") };
        assert_eq!((path, *pid), (&desk.site(), (!cfg!(windows)).then_some(child.id())));

        kill(child);
        assert_eq!(picture(&desk.site()), before);
        assert!(desk.sibling("new").exists() && desk.sibling("lock").exists());
        desk.publish(NEW).expect("a dead process holds no lock");
        desk.assert_pages(NEW);
        desk.assert_tidy();
        assert!(cfg!(windows) || !desk.sibling("lock").exists());
    }
}

#[test]
fn a_run_that_is_killed_anywhere_leaves_a_whole_site() {
    for desk in Desk::each() {
        desk.publish(OLD).expect("writable");
        for turn in 0..12_u32 {
            let mark = fs::read(desk.site().join(manifest::MARKER)).expect("a whole site");
            let child = start("child_that_publishes_for_ever", &desk);
            wait_until("the first swap", || {
                fs::read(desk.site().join(manifest::MARKER)).is_ok_and(|now| now != mark)
            });
            let moment = Instant::now() + Duration::from_micros(u64::from(turn) * 173);
            wait_until("the moment", || Instant::now() >= moment);
            kill(child);
            if desk.how == How::AtOnce {
                let pages = desk.pages();
                let is = |tree: Pages<'_>| {
                    pages.iter().map(|(n, t)| (n.as_str(), t.as_str())).eq(tree.iter().copied())
                };
                assert!(is(OLD) || is(NEW), "{pages:?}");
            }
            desk.publish(OLD).expect("whatever was left is mended");
            desk.assert_pages(OLD);
            desk.assert_tidy();
        }
    }
}

#[test]
fn two_at_once_in_one_process_exclude_each_other_too() {
    let desk = Desk::new();
    let error = desk.publish_with(["a"].into_iter(), &|_| {
        let inner = desk.publish(NEW).expect_err("the outer one holds the lock");
        assert!(matches!(inner, WriteError::Locked { pid, .. } if cfg!(windows) || pid == Some(std::process::id())));
        Err("seen".into())
    });
    assert!(matches!(error, Err(WriteError::Make { .. })), "{error:?}");
}

#[test]
fn a_lock_file_that_nobody_holds_does_no_harm() {
    for text in ["4194305\n", "", "no number"] {
        let desk = Desk::new();
        desk.write(".site.rolebook-lock", text);
        desk.publish(NEW).expect("nobody holds it");
    }
}

#[test]
fn an_unfinished_tree_of_a_killed_run_is_cleared_away() {
    let header = format!("{}\n", manifest::HEADER);
    for mark in ["", "roleb", &header, &format!("{header}0123")] {
        for desk in Desk::each() {
            desk.publish(OLD).expect("writable");
            desk.write(".site.rolebook-new/.rolebook-site.part", mark);
            desk.write(".site.rolebook-new/a/half.html", "<!doc");
            desk.publish(NEW).expect("ours");
            desk.assert_pages(NEW);
            desk.assert_tidy();
        }
    }
    let desk = Desk::new();
    fs::create_dir(desk.sibling("new")).expect("writable");
    desk.publish(NEW).expect("killed before its first file");
}

#[test]
fn a_folder_with_a_siblings_name_that_is_not_ours_is_refused_and_kept() {
    for part in ["new", "old"] {
        let desk = Desk::new();
        desk.publish(OLD).expect("writable");
        desk.write(&format!(".site.rolebook-{part}/letter.txt"), "dear reader");
        let before = picture(&desk.root);
        let error = desk.publish(NEW).expect_err("not ours");
        assert!(matches!(&error, WriteError::NotOurs { path } if *path == desk.sibling(part)), "{error:?}");
        assert_eq!(picture(&desk.root), before);
    }
}

/// What is under one of the three names.
#[derive(Clone, Copy, Debug, PartialEq)]
enum Tree {
    None,
    Old,
    New,
    /// The old one with its mark changed and a part of its files gone.
    HalfGone,
}

fn put(desk: &Desk, at: &Path, tree: Tree) {
    match tree {
        Tree::None => return,
        Tree::New => desk.plant(at, NEW),
        Tree::Old | Tree::HalfGone => desk.plant(at, OLD),
    }
    if tree == Tree::HalfGone {
        fs::rename(at.join(manifest::MARKER), at.join(manifest::REPLACED)).expect("a whole tree");
        fs::remove_file(at.join("old.html")).expect("a whole tree");
    }
    if tree != Tree::New {
        fs::write(at.join("a/note.txt"), "somebody's").expect("writable");
    }
}

#[test]
fn a_swap_that_stopped_at_any_step_is_finished_or_taken_back() {
    use Tree::{HalfGone, New, None, Old};
    // The site, its new sibling, its old sibling, the journal; then the site that a failing next run leaves.
    let states = [
        // By the journal: before the first rename, after it, after the second, while the old tree goes.
        (Old, New, None, false, Old),
        (Old, New, None, true, Old),
        (None, New, Old, true, New),
        (New, None, Old, true, New),
        (New, None, HalfGone, true, New),
        (New, None, HalfGone, false, New),
        (New, None, None, true, New),
        // The second rename was refused, and the process killed before the first was taken back.
        (None, None, Old, true, Old),
        // At once: after the exchange, and while the old tree goes.
        (New, Old, None, false, New),
        (New, HalfGone, None, false, New),
        // A first build, before its only rename.
        (None, New, None, false, New),
        // Names reached the disk out of order.
        (None, New, Old, false, New),
        (None, None, Old, false, Old),
        (New, New, Old, true, New),
    ];
    for (site, new, old, journal, left) in states {
        let state = format!("{site:?} {new:?} {old:?} {journal}");
        for next_fails in [true, false] {
            let desk = Desk::by(How::ByJournal);
            for (at, tree) in [(desk.site(), site), (desk.sibling("new"), new), (desk.sibling("old"), old)] {
                put(&desk, &at, tree);
            }
            if journal {
                desk.write(".site.rolebook-journal", "rolebook-swap 1\n");
            }
            let has_note = [site, new, old].iter().any(|tree| matches!(tree, Old | HalfGone));
            let expected = if next_fails {
                let outcome = desk.publish_with(["x"].into_iter(), &|_| Err("no".into()));
                assert!(matches!(outcome, Err(WriteError::Make { .. })), "{state}: {outcome:?}");
                if left == New { NEW } else { OLD }
            } else {
                desk.publish(&[("last.html", "last")]).unwrap_or_else(|error| panic!("{state}: {error}"));
                &[("last.html", "last")]
            };
            let mut expected = expected.to_vec();
            if has_note {
                expected.push(("a/note.txt", "somebody's"));
            }
            expected.sort_unstable();
            let pages = desk.pages();
            let found: Vec<(&str, &str)> =
                pages.iter().map(|(name, text)| (name.as_str(), text.as_str())).collect();
            assert_eq!(found, expected, "{state}");
            desk.assert_tidy();
        }
    }
}

#[test]
fn a_torn_tree_never_becomes_the_site_again() {
    for part in ["new", "old"] {
        for journal in [false, true] {
            let desk = Desk::new();
            put(&desk, &desk.sibling(part), Tree::HalfGone);
            if journal {
                desk.write(".site.rolebook-journal", "rolebook-swap 1\n");
            }
            let outcome = desk.publish_with(["x"].into_iter(), &|_| Err("no".into()));
            assert!(matches!(outcome, Err(WriteError::Make { .. })), "{outcome:?}");
            assert!(!desk.site().exists());
            assert_eq!(desk.read(".site.rolebook-kept/a/note.txt"), "somebody's");
            desk.assert_tidy();
        }
    }
}

#[test]
fn an_empty_folder_in_the_place_of_the_site_gives_way_to_the_site_that_waits() {
    let desk = Desk::new();
    put(&desk, &desk.sibling("old"), Tree::Old);
    fs::create_dir(desk.site()).expect("writable");
    let outcome = desk.publish_with(["x"].into_iter(), &|_| Err("no".into()));
    assert!(outcome.is_err());
    assert_eq!(desk.read("site/old.html"), "old");
    desk.publish(&[]).expect("ours");
    desk.assert_pages(&[("a/note.txt", "somebody's")]);
}

#[test]
fn an_empty_folder_is_a_place_for_a_site() {
    for desk in Desk::each() {
        fs::create_dir(desk.site()).expect("writable");
        let failed = desk.publish_with(["x"].into_iter(), &|_| Err("no".into()));
        assert!(failed.is_err());
        assert_eq!(fs::read_dir(desk.site()).expect("still there").count(), 0);
        desk.publish_with(["x"].into_iter(), &|_| Ok(Content::Bytes((*b"x").into()))).expect("empty");
        desk.assert_pages(&[("x", "x")]);
    }
}
