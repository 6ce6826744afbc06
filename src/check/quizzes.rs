//! A paper can be put together: its questions and banks exist, each draw finds enough, `must` names what is in it.

use crate::diag::{Diagnostics, Problem, nearest};
use crate::model::page::{Content, Page};
use crate::model::quiz::{Bank, Draw, Paper};
use crate::model::{PageId, Site};

pub fn check(site: &Site, diags: &mut Diagnostics) {
    for page in &site.pages {
        match &page.original().content {
            Content::Quiz(paper) => of_paper(site, page, paper, diags),
            Content::Bank(bank) if bank.questions.is_empty() && bank.lost.is_empty() => {
                diags.push(page.original().head.span.clone(), Problem::QuizEmpty {});
            }
            _ => {}
        }
    }
}

fn of_paper(site: &Site, page: &Page, paper: &Paper, diags: &mut Diagnostics) {
    if paper.questions.is_empty() && paper.draws.is_empty() {
        diags.push(page.original().head.span.clone(), Problem::QuizEmpty {});
    }
    for id in &paper.questions {
        if !site.questions.contains_key(&id.text) && !is_lost(site, &id.text) {
            let near = nearest(&id.text, site.questions.keys().map(String::as_str));
            diags.push(id.span.clone(), Problem::QuizMissing { id: id.text.clone(), near });
        }
    }
    for draw in &paper.draws {
        match bank(site, draw) {
            Some(bank) => {
                let available = paper.fitting(draw, bank).count();
                // Questions that could not be read have been reported; they may be the ones that lack.
                if available < draw.take && bank.lost.is_empty() {
                    diags.push(draw.span.clone(), Problem::DrawTooMany { take: draw.take, available });
                }
            }
            None => {
                let near = nearest(&draw.from.text, site.banks.keys().map(String::as_str));
                diags.push(draw.from.span.clone(), Problem::BankMissing { id: draw.from.text.clone(), near });
            }
        }
    }
    for id in &paper.must {
        let listed = paper.questions.iter().any(|question| question.text == id.text);
        let drawn = || {
            paper.draws.iter().filter_map(|draw| Some((draw, bank(site, draw)?))).any(|(draw, bank)| {
                bank.questions.iter().any(|question| question.id.text == id.text && draw.fits(question))
            })
        };
        if !listed && !drawn() {
            let near = nearest(&id.text, paper.questions.iter().map(|question| question.as_str()));
            diags.push(id.span.clone(), Problem::QuizMust { id: id.text.clone(), near });
        }
    }
}

/// Whether the question is there but could not be read.
fn is_lost(site: &Site, id: &str) -> bool {
    site.banks.values().any(|page| match &site.page(*page).original().content {
        Content::Bank(bank) => bank.lost.iter().any(|lost| lost == id),
        _ => false,
    })
}

fn bank<'s>(site: &'s Site, draw: &Draw) -> Option<&'s Bank> {
    let page: PageId = *site.banks.get(&draw.from.text)?;
    match &site.page(page).original().content {
        Content::Bank(bank) => Some(bank),
        _ => None,
    }
}
