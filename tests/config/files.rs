//! Files that are none, lead in circles, or change while they are used.

use std::fs;
use std::path::Path;
use std::sync::Arc;

use housestyle::config::{Loader, LoaderOptions};

use crate::{DESK, Site, rules_of_styles};

#[test]
fn what_is_no_configuration_is_said_and_nothing_runs() {
    let site = Site::new(&[("housestyle.toml/x", "")]);
    let configuration = site.load("a.md");
    assert_eq!(
        site.faults(&configuration),
        ["housestyle.toml:1:1: this configuration is a folder"]
    );
    assert!(rules_of_styles(&configuration.rules_for(Path::new("a.md"))).is_empty());

    let bytes: [(&[u8], &[&str]); 5] = [
        (
            b"styles = []\n\0",
            &["housestyle.toml:1:1: this configuration is no text"],
        ),
        (b"\xEF\xBB\xBFstyles = []\n", &[]),
        (
            b"styles = ['\xE9t\xE9.csv']\n",
            &[
                "hint housestyle.toml:1:1: this file is not UTF-8; it is read as Windows-1252; \
                 save it as UTF-8, so that other programs read the same",
                "housestyle.toml:1:11: ‘été.csv’ does not exist; the path starts from the folder of this file",
            ],
        ),
        (
            b"\xFF\xFEs\0t\0y\0l\0e\0s\0 \0=\0 \0[\0]\0",
            &[
                "hint housestyle.toml:1:1: this file is not UTF-8; it is read as UTF-16; \
               save it as UTF-8, so that other programs read the same",
            ],
        ),
        (
            b"styles = [",
            &[
                "housestyle.toml:1:11: this list is not closed; end it with ]; until then this key is left out",
            ],
        ),
    ];
    for (bytes, expected) in bytes {
        let site = Site::new(&[]);
        site.write("housestyle.toml", bytes);
        let configuration = site.load("a.md");
        assert_eq!(site.faults(&configuration), expected);
        assert!(rules_of_styles(&configuration.rules_for(Path::new("a.md"))).is_empty());
    }

    let site = Site::new(&[]);
    site.write("housestyle.toml", &vec![b'#'; 16_000_001]);
    let found = site.faults(&site.load("a.md"));
    assert_eq!(
        found,
        ["housestyle.toml:1:1: this configuration is larger than 16,000,000 bytes"]
    );

    let site = Site::new(&[]);
    let config = Some(site.root().join("gone.toml"));
    let loader = Loader::new(LoaderOptions {
        config,
        ..LoaderOptions::default()
    });
    let configuration = loader.for_document(&site.root().join("a.md"));
    assert_eq!(
        site.faults(&configuration),
        ["gone.toml:1:1: this configuration does not exist"]
    );
}

#[cfg(unix)]
#[test]
fn links_in_circles_and_pipes_do_not_hang() {
    let site = Site::new(&[
        (
            "housestyle.toml",
            "styles = ['house/', 'loop.toml', 'null.csv']\n",
        ),
        ("house/a.toml", DESK),
    ]);
    let link = |target: &str, name: &str| {
        std::os::unix::fs::symlink(target, site.root().join(name)).expect("a link");
    };
    link(".", "house/again");
    link("loop.toml", "loop.toml");
    link("/dev/null", "null.csv");
    let found = site.faults(&site.load("a.md"));
    assert_eq!(found.len(), 2, "{found:?}");
    assert!(
        found[0].starts_with("housestyle.toml:1:21: ‘loop.toml’ cannot be read: "),
        "{found:?}"
    );
    assert_eq!(
        found[1],
        "housestyle.toml:1:34: ‘null.csv’ is no ordinary file"
    );
}

#[test]
fn a_change_on_disk_is_seen() {
    let site = Site::new(&[
        ("housestyle.toml", "styles = ['desk.toml', 'house/']\n"),
        ("house/a.csv", "a\n"),
    ]);
    let loader = Loader::default();
    let document = site.root().join("docs/a.md");
    let ids = || {
        let configuration = loader.for_document(&document);
        let rules = configuration.rules_for(&document);
        rules_of_styles(&rules)
            .into_iter()
            .map(|rule| rule.id.to_string())
            .collect::<Vec<_>>()
    };
    assert_eq!(ids(), ["house.a.a"]);
    assert!(!loader.refresh(), "nothing has changed");
    // A style that was missing appears.
    site.write("desk.toml", DESK.as_bytes());
    assert_eq!(ids(), ["house.a.a"]);
    assert!(loader.refresh());
    assert_eq!(ids(), ["desk.x", "desk.y", "house.a.a"]);
    // Somebody else saw the change.
    site.write("house/a.csv", b"abc\n");
    assert!(loader.changed(&[site.root().join("house/a.csv")]));
    assert_eq!(ids(), ["desk.x", "desk.y", "house.a.abc"]);
    assert!(!loader.changed(std::slice::from_ref(&document)));
    // A new file of a folder that is a style.
    site.write("house/b.csv", b"b\n");
    assert!(loader.changed(&[site.root().join("house/b.csv")]));
    assert_eq!(ids(), ["desk.x", "desk.y", "house.a.abc", "house.b.b"]);
    // A nearer configuration appears, and goes.
    site.write("docs/housestyle.toml", b"styles = []\n");
    assert!(loader.refresh());
    assert!(ids().is_empty());
    fs::remove_file(site.root().join("docs/housestyle.toml")).expect("removed");
    assert!(loader.refresh());
    assert_eq!(ids().len(), 4);
    assert!(
        loader
            .watched()
            .contains(&site.root().join("docs/housestyle.toml"))
    );
}

#[test]
fn a_configuration_that_breaks_keeps_the_last_good_rules() {
    let site = Site::new(&[
        ("housestyle.toml", "styles = ['desk.toml']\n"),
        ("desk.toml", DESK),
    ]);
    let loader = Loader::default();
    let document = site.root().join("a.md");
    let good = loader.for_document(&document).rules_for(&document);
    for text in ["styles = [\n", "styles = [\n\n"] {
        site.write("housestyle.toml", text.as_bytes());
        assert!(loader.refresh());
        let broken = loader.for_document(&document);
        assert!(Arc::ptr_eq(&broken.rules_for(&document), &good));
        assert_eq!(
            site.faults(&broken),
            [
                "housestyle.toml:1:11: this list is not closed; end it with ]; until then this key is left out"
            ],
        );
        assert_eq!(broken.sources.iter().count(), 3);
        let rule = good.get("desk.x").expect("a rule");
        let file = broken.sources.get(rule.place.file).expect("a file");
        assert_eq!(file.path, site.root().join("desk.toml"));
    }
    site.write("housestyle.toml", b"styles = []\n");
    assert!(loader.refresh());
    assert!(rules_of_styles(&loader.for_document(&document).rules_for(&document)).is_empty());
    // A broken rule costs itself alone: the others run.
    site.write("housestyle.toml", b"styles = ['desk.toml']\n");
    site.write(
        "desk.toml",
        b"[[rule]]\nid = 'x'\nphrases = ['x']\n[[rule]]\nid = \n",
    );
    assert!(loader.refresh());
    let configuration = loader.for_document(&document);
    assert_eq!(
        rules_of_styles(&configuration.rules_for(&document)).len(),
        1
    );
    assert!(configuration.has_errors());
}
