//! Lists what `cargo xtask console` has built, so that the program holds it (decision 49).
//!
//! It runs no other program and fetches nothing. Where nothing was built the list is empty, and the program's page says
//! how to build it.

use std::env;
use std::error::Error;
use std::fmt::Write as _;
use std::fs;
use std::path::{Path, PathBuf};

/// Where the built console stands; the folder is always there.
const BUILT: &str = "../../console/app/dist";

fn main() -> Result<(), Box<dyn Error>> {
    let here = PathBuf::from(env::var("CARGO_MANIFEST_DIR")?);
    let built = here.join(BUILT);
    println!("cargo::rerun-if-changed=build.rs");
    println!("cargo::rerun-if-changed={}", built.display());
    let site = built.join("site");
    let mut files = Vec::new();
    if site.is_dir() {
        under(&site, &mut files)?;
    }
    files.sort();
    // Copied, so that the compiler reads what was listed, whatever is built anew meanwhile.
    let out = PathBuf::from(env::var("OUT_DIR")?);
    let kept = out.join("console");
    if kept.is_dir() {
        fs::remove_dir_all(&kept)?;
    }
    fs::create_dir_all(&kept)?;
    let keep = |from: &Path, name: &str| -> Result<String, Box<dyn Error>> {
        fs::copy(from, kept.join(name))?;
        Ok(format!(
            "include_bytes!(concat!(env!(\"OUT_DIR\"), \"/console/{name}\"))"
        ))
    };
    let mut list = String::from("&[\n");
    let plain = files.iter().filter(|file| !is_compressed(file));
    for (number, file) in plain.enumerate() {
        let path = file.strip_prefix(&site)?.to_string_lossy().into_owned();
        let bytes = keep(file, &number.to_string())?;
        let compressed = PathBuf::from(format!("{}.br", file.display()));
        let smaller = match compressed.is_file() {
            true => format!("Some({})", keep(&compressed, &format!("{number}.br"))?),
            false => "None".to_owned(),
        };
        writeln!(
            list,
            "    Asset {{ path: {path:?}, bytes: {bytes}, brotli: {smaller} }},"
        )?;
    }
    list.push_str("]\n");
    fs::write(out.join("console_assets.rs"), list)?;
    Ok(())
}

fn is_compressed(file: &Path) -> bool {
    file.extension().is_some_and(|ending| ending == "br")
}

fn under(folder: &Path, files: &mut Vec<PathBuf>) -> Result<(), Box<dyn Error>> {
    for entry in fs::read_dir(folder)? {
        let path = entry?.path();
        if path.is_dir() {
            under(&path, files)?;
        } else {
            files.push(path);
        }
    }
    Ok(())
}
