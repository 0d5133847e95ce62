#pragma once

#include "core/config/options.h"
#include "core/numerics/equation_solver.h"
#include "core/results/equation_study.h"

#include <filesystem>
#include <stop_token>
#include <string>
#include <vector>

namespace nie {

/// A name of the catalogue, as a list shows it.
struct ListedEquation {
    std::string name;
    std::string group;  ///< "fredholm", ...
    std::string formula;
    std::string remark;
};

/// What is to be solved, in values only: a name of the catalogue, or formulas.
struct EquationTask {
    std::string name;
    Json formulas;     ///< the object of an equation file (equation_file.h); null: by name
    std::string file;  ///< where the formulas were read from or saved to, for the command
    Json options = Json::object();  ///< as equationOptions() describes; missing keys: default
};

/// Every equation of the catalogue, without its functions.
std::vector<ListedEquation> listedEquations();

/// The solver's options for a form.
std::vector<OptionDescription> equationOptions();

/// Reads a section of options strictly. Throws InputError.
EquationSolverOptions readEquationOptions(const Json& options);

/// `nie solve F3 --nodes 16`: the shell line for the task, naming what differs from the defaults.
/// Formulas without a file: NAME.json.
std::string solveCommand(const EquationTask& task);

/// The object of an equation file, checked. Throws InputError as equationFromJson() does.
Json readEquationFormulas(const std::filesystem::path& file);

/// Solves the task and samples what figures show. Throws InputError as equationFromJson() and
/// solveEquation() do, with `where` beginning "formulas: KEY" for formulas; Interrupted when asked
/// to stop.
EquationStudy studyEquation(const EquationTask& task, std::stop_token stop = {});

}  // namespace nie
