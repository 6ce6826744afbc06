//! What a publish refuses or fails at, and that nothing is changed then.

use crate::diag::Lang;
use crate::write::tests::{Desk, bytes_of, picture};
use crate::write::{Content, WriteError, check_output, publish};
use std::path::Path;
use std::sync::atomic::{AtomicUsize, Ordering};

fn refused(desk: &Desk, output: &Path) -> WriteError {
    let before = picture(&desk.root);
    let names = ["index.html".to_owned()];
    let make = |_: &str| -> Result<Content, String> { panic!("nothing is made for a refused folder") };
    let error = publish(output, &desk.project(), &names, None, &make, &|_| {}).expect_err("must be refused");
    let early = check_output(output, &desk.project()).expect_err("the check refuses the same");
    assert_eq!(early.message(Lang::En), error.message(Lang::En));
    assert_eq!(picture(&desk.root), before, "a refused folder keeps every byte");
    error
}

#[test]
fn a_folder_that_we_did_not_make_is_refused() {
    let desk = Desk::new();
    desk.write("documents/letter.txt", "dear reader");
    desk.write("newer/.rolebook-site", "rolebook-site 10\n");
    desk.write("newer/index.html", "from a newer version");
    desk.write("folder/.rolebook-site/index.html", "a folder is no mark");
    desk.write("file", "no folder");
    for output in ["documents", "newer", "folder", "file"] {
        let error = refused(&desk, &desk.root.join(output));
        assert!(matches!(error, WriteError::NotOurs { .. }), "{output}: {error:?}");
    }
}

#[test]
fn the_project_and_what_contains_it_are_refused() {
    let desk = Desk::new();
    desk.write("project/.git/HEAD", "ref");
    desk.write("project/docs/index.md", "# hello");
    for output in ["project", "project/docs/..", ".", "project/docs", "project/docs/site"] {
        let error = refused(&desk, &desk.root.join(output));
        assert!(
            matches!(error, WriteError::Overlap { .. } | WriteError::NotOurs { .. }),
            "{output}: {error:?}"
        );
    }
    publish(&desk.project().join("site"), &desk.project(), &[], None, &|_| unreachable!("no names"), &|_| {})
        .expect("a folder of its own in the project");
}

#[cfg(unix)]
#[test]
fn a_marker_that_is_a_link_is_no_mark_and_a_link_to_the_project_is_the_project() {
    let desk = Desk::new();
    desk.write("mark", "rolebook-site 1\n");
    desk.write("documents/letter.txt", "dear reader");
    std::os::unix::fs::symlink("../mark", desk.root.join("documents/.rolebook-site")).expect("a link");
    assert!(matches!(refused(&desk, &desk.root.join("documents")), WriteError::NotOurs { .. }));
    desk.write("project/index.md", "# hello");
    std::os::unix::fs::symlink("project", desk.root.join("alias")).expect("a link");
    assert!(matches!(refused(&desk, &desk.root.join("alias")), WriteError::Overlap { .. }));
}

#[test]
fn names_that_leave_the_site_or_clash_are_refused() {
    let desk = Desk::new();
    for names in
        [&["../a"][..], &["/a"], &["a//b"], &["a", "a"], &["b", "a"], &["a", "a/b"], &[".rolebook-site"]]
    {
        let names: Vec<String> = names.iter().map(|name| (*name).to_owned()).collect();
        let error =
            publish(&desk.site(), &desk.project(), &names, None, &|_| Ok(Content::Bytes([].into())), &|_| {});
        assert!(matches!(error, Err(WriteError::Io { .. })), "{names:?}");
    }
    assert!(picture(&desk.root).is_empty());
}

#[test]
fn a_file_that_can_not_be_made_leaves_everything_as_it_was_whichever_it_is() {
    let old = [("a/1", "one"), ("a/2", "two"), ("b/3", "three"), ("old", "old")];
    let new = [("a/1", "one"), ("a/2", "TWO"), ("b/3", "THREE"), ("c/d/4", "four"), ("new", "new")];
    for desk in Desk::each() {
        desk.publish(&old).expect("writable");
        desk.write("site/CNAME", "example.org");
        let before = picture(&desk.root);
        for n in 0..new.len() {
            let made = AtomicUsize::new(0);
            let failing = desk.publish_with(new.iter().map(|(name, _)| *name), &|name| {
                if made.fetch_add(1, Ordering::SeqCst) == n {
                    Err("too bad".into())
                } else {
                    Ok(bytes_of(&new, name))
                }
            });
            let error = failing.expect_err("one file fails");
            assert!(matches!(&error, WriteError::Make { reason, .. } if reason == "too bad"), "{error:?}");
            // The root's own time changes as the sibling comes and goes; it is not in the picture.
            assert_eq!(picture(&desk.root), before, "at file {n}");
        }
        desk.publish(&new).expect("ours");
        assert_eq!(desk.read("site/CNAME"), "example.org");
    }
}

#[test]
fn a_tree_that_vanishes_while_it_is_written_is_told_by_its_place_in_the_site() {
    let desk = Desk::new();
    let made = |name: &str| {
        // Another program tidies up, as people do who see a folder they do not know.
        std::fs::remove_dir_all(desk.sibling("new")).map_err(|error| error.to_string())?;
        Ok(Content::Bytes(name.as_bytes().into()))
    };
    let error = desk.publish_with(["index.html"].into_iter(), &made).expect_err("its folder is gone");
    let shown = desk.site().join("index.html");
    assert_eq!(error.message(Lang::En), format!("cannot write `{}`: not found", shown.display()));
    assert!(error.help(Lang::En).ends_with("while the site was being written; build again"));
}

#[test]
fn a_panic_in_a_page_leaves_everything_as_it_was() {
    let desk = Desk::new();
    desk.publish(&[("a", "1"), ("b", "1")]).expect("writable");
    let before = picture(&desk.root);
    let outcome = std::panic::catch_unwind(std::panic::AssertUnwindSafe(|| {
        desk.publish_with(["a", "b"].into_iter(), &|name| {
            assert_ne!(name, "b", "a broken page");
            Ok(Content::Bytes((*b"2").into()))
        })
    }));
    assert!(outcome.is_err());
    assert_eq!(picture(&desk.root), before);
    desk.publish(&[("a", "2"), ("b", "2")]).expect("the lock is free");
}

#[test]
fn a_source_that_is_missing_or_no_file_is_named_in_the_error() {
    let desk = Desk::new();
    desk.publish(&[("a", "1")]).expect("writable");
    let before = picture(&desk.root);
    for source in [desk.root.join("missing.png"), desk.root.clone()] {
        let error = desk.publish_with(["a"].into_iter(), &|_| Ok(Content::CopyOf(source.clone())));
        let error = error.expect_err("nothing to copy");
        assert!(matches!(&error, WriteError::Io { path, .. } if *path == source), "{error:?}");
        assert_eq!(picture(&desk.root), before);
    }
}

/// Needs the right to mount: `cargo test -- --ignored full_disk`.
#[cfg(target_os = "linux")]
#[test]
#[ignore = "mounts a small file system, so it needs root"]
fn a_full_disk_leaves_the_old_site_as_it_was() {
    use std::fs;
    use std::process::Command;
    let desk = Desk::new();
    let disk = desk.root.join("disk");
    fs::create_dir(&disk).expect("writable");
    let mount = Command::new("mount").args(["-t", "tmpfs", "-o", "size=1m", "tmpfs"]).arg(&disk).status();
    assert!(mount.expect("mount is installed").success());
    let (output, names) = (disk.join("site"), ["a".to_owned(), "b".to_owned(), "c".to_owned()]);
    let put = |size: usize| {
        publish(
            &output,
            &desk.project(),
            &names,
            None,
            &|name| Ok(Content::Bytes(name.repeat(size).into_bytes().into())),
            &|_| {},
        )
    };
    put(100_000).expect("there is room");
    let before = picture(&disk);
    let full = put(300_000);
    let after = picture(&disk);
    let again = put(100_001);
    let unmount = Command::new("umount").arg(&disk).status();
    assert!(unmount.expect("umount is installed").success());
    assert!(matches!(full, Err(WriteError::NoSpace { .. })), "{full:?}");
    assert_eq!(after, before);
    assert_eq!(again.expect("room for a second tree of this size").written, 3);
}
