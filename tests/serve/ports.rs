//! Which port the preview takes.

use crate::serve::client::Preview;
use crate::support::Project;
use std::net::{Ipv4Addr, TcpListener};

#[test]
fn a_taken_default_port_gives_way_to_the_next_free_one() {
    let project = Project::small();
    // Where another program has it already, it is taken just as well.
    let _held = TcpListener::bind((Ipv4Addr::LOCALHOST, 4321));
    let started = Preview::try_start(project.root(), &["serve"]);
    let Ok(preview) = started else { panic!("{:?}", started.err()) };
    assert!((4322..4341).contains(&preview.port), "{}", preview.port);
    let said = preview.said();
    assert!(said.contains(&format!("port 4321 is in use, using {} instead", preview.port)), "{said}");
    assert!(preview.page("/").contains("首页"));
}

#[test]
fn a_taken_explicit_port_is_an_error_of_its_own() {
    let project = Project::small();
    let held = TcpListener::bind((Ipv4Addr::LOCALHOST, 0)).expect("the system has a free port");
    let port = held.local_addr().expect("it is bound").port();
    let zh = project.run(&["serve", "-p", &port.to_string(), "--lang", "zh"]).ends_with(3);
    assert_eq!(
        zh.stderr,
        format!(
            "错误：端口 {port} 已被另一个程序占用\n帮助：可能已经开着一个预览：关掉它，或用 --port 换一个端口\n"
        )
    );
    let en = project.run(&["serve", "-p", &port.to_string(), "--lang", "en"]).ends_with(3);
    assert_eq!(
        en.stderr,
        format!(
            "error: port {port} is in use by another program\n\
             help: another preview may be running: close it, or choose another port with --port\n"
        )
    );
}

#[test]
fn the_address_is_said_in_the_writers_language() {
    let project = Project::small();
    let preview = Preview::start(project.root(), &["--lang", "zh"]);
    let said = preview.said();
    assert!(said.contains(&format!("预览：http://127.0.0.1:{}/    （Ctrl-C 结束）", preview.port)), "{said}");
    assert!(said.contains(" 个文件，用时 "), "{said}");
}
