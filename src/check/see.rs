//! Every `see` of a question, an FAQ entry and a term leads to a page and a heading that exist.

use crate::diag::{Diagnostics, Problem};
use crate::model::page::Content;
use crate::model::quiz::question::Question;
use crate::model::{LanguageId, Site, resolve};
use crate::yaml::fields::Text;

pub fn check(site: &Site, diags: &mut Diagnostics) {
    for page in &site.pages {
        let language = page.original;
        match &page.original().content {
            Content::Bank(bank) => {
                bank.questions.iter().for_each(|question| of_question(site, language, question, diags))
            }
            Content::Faq(faq) => faq
                .entries
                .iter()
                .flat_map(|entry| &entry.see)
                .for_each(|see| look(site, language, see, diags)),
            Content::Glossary(glossary) => {
                glossary
                    .terms
                    .iter()
                    .filter_map(|term| term.see.as_ref())
                    .for_each(|see| look(site, language, see, diags));
            }
            _ => {}
        }
    }
}

fn of_question(site: &Site, language: LanguageId, question: &Question, diags: &mut Diagnostics) {
    question.see.iter().for_each(|see| look(site, language, see, diags));
    question.parts().iter().for_each(|part| of_question(site, language, part, diags));
}

fn look(site: &Site, language: LanguageId, see: &Text, diags: &mut Diagnostics) {
    let problem = match resolve::reference(site, language, &see.text) {
        Ok(_) => return,
        Err(Problem::LinkMissing { target, near } | Problem::AssetMissing { target, near }) => {
            Problem::SeeMissing { target, near }
        }
        Err(problem) => problem,
    };
    diags.push_after(resolve::lost_reference(site, &see.text), see.span.clone(), problem);
}
