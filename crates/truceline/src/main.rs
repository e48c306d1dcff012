//! The program: hands the command line to the library.

fn main() -> std::process::ExitCode {
    truceline::cli::run(std::env::args_os())
}
