//! A YAML file says in its name what it holds, unless it is there to be downloaded: then a page links to it.

use crate::diag::{Diagnostics, Problem, Span};
use crate::model::{Site, kinds};

pub fn check(site: &Site, diags: &mut Diagnostics) {
    // In a folder from elsewhere other YAML files are none of our business.
    if site.config.is_foreign {
        return;
    }
    let used = &site.links.used_assets;
    let yaml = site.assets.iter().filter(|(path, asset)| asset.is_yaml && !used.contains(*path));
    for (path, _) in yaml {
        let near = site.lost.right_path(path.as_str()).map(str::to_owned);
        diags.push(Span::file(path.shared()), Problem::KindUnknown { near, known: kinds::examples() });
    }
}
