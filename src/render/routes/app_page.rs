//! The pages that Rolebook adds to a site: search, the reader's own learning, the certificate, the board of results, the
//! training plan.
//!
//! All but the plan and its sheets are frames that a script fills in the browser; without scripts they say what they would
//! be for.

use crate::model::address::OutPath;
use crate::model::{Site, training};

/// A page that belongs to no file.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum AppPage {
    Search,
    Learning,
    Certificate,
    Board,
    Training,
    SignIn,
}

impl AppPage {
    /// The ones a site has: without roles, courses and papers there is nothing to learn.
    pub fn of(site: &Site) -> Vec<AppPage> {
        let learns = !site.roles.is_empty()
            || !site.courses.is_empty()
            || !site.quizzes.is_empty()
            || !site.banks.is_empty();
        let mut tools = vec![AppPage::Search];
        if learns {
            tools.extend([AppPage::Learning, AppPage::Certificate]);
        }
        if !site.quizzes.is_empty() {
            tools.push(AppPage::Board);
        }
        if !training::sessions(site).is_empty() {
            tools.extend([AppPage::Training, AppPage::SignIn]);
        }
        tools
    }

    /// The kind as templates and stylesheets name it.
    pub fn kind(self) -> &'static str {
        match self {
            AppPage::Search => "search",
            AppPage::Learning => "learning",
            AppPage::Certificate => "certificate",
            AppPage::Board => "board",
            AppPage::Training => "training",
            AppPage::SignIn => "signin",
        }
    }

    pub fn template(self) -> &'static str {
        match self {
            AppPage::Search => "search.html",
            AppPage::Learning => "learning.html",
            AppPage::Certificate => "certificate.html",
            AppPage::Board => "board.html",
            AppPage::Training => "training.html",
            AppPage::SignIn => "signin.html",
        }
    }

    /// The address, the same in every language below its folder.
    pub fn address(self) -> OutPath {
        OutPath::new(match self {
            AppPage::Training => "training-plan.html",
            AppPage::SignIn => "sign-in.html",
            AppPage::Search | AppPage::Learning | AppPage::Certificate | AppPage::Board => self.template(),
        })
    }
}
