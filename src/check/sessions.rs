//! Nobody gives two sessions at a time, and no room holds two.

use crate::diag::{Diagnostics, Problem, Span};
use crate::model::Site;
use crate::model::session::{Session, Slot};
use crate::model::training::{self, SessionId};

pub fn check(site: &Site, diags: &mut Diagnostics) {
    let all = training::sessions(site);
    let timed: Vec<(SessionId, &Session, Slot)> = all
        .into_iter()
        .map(|id| (id, training::original(site, id)))
        .filter_map(|(id, session)| Some((id, session, session.slot?)))
        .collect();
    for (at, (_, session, slot)) in timed.iter().enumerate() {
        let before = timed[..at].iter().filter(|(_, _, earlier)| earlier.overlaps(*slot));
        for (other, earlier, taken) in before {
            let busy = session.trainers().find(|name| earlier.trainers().any(|own| own == *name));
            let when = taken.begin.strftime("%F %H:%M").to_string();
            // Two courses that meet in one lesson share both; one of them is enough to say so.
            let clash = match busy {
                Some(name) => Clash { name, own: &session.at.trainer, first: &earlier.at.trainer },
                None if !session.place.is_empty() && session.place == earlier.place => {
                    Clash { name: &session.place, own: &session.at.place, first: &earlier.at.place }
                }
                None => continue,
            };
            let (name, other) = (clash.name.to_owned(), site.page(other.course).path.to_string());
            let problem = match busy {
                Some(_) => Problem::TrainerClash { name, when, other },
                None => Problem::RoomClash { name, when, other },
            };
            diags.push_related(clash.own.clone(), clash.first.clone(), problem);
        }
    }
}

struct Clash<'s> {
    name: &'s str,
    own: &'s Span,
    first: &'s Span,
}
