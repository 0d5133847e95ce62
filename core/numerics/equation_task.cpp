#include "core/numerics/equation_task.h"

#include "core/base/files.h"
#include "core/config/run_config.h"
#include "core/numerics/equation_catalog.h"
#include "core/numerics/equation_file.h"
#include "core/numerics/equation_report.h"
#include "core/numerics/equation_sampling.h"
#include "core/numerics/quadrature_choice.h"

#include <fmt/format.h>

#include <algorithm>

namespace nie {

namespace {

constexpr int kMostIterates = 1000;  ///< beyond, keeping them would fill the memory

std::vector<std::string> withAuto(std::vector<std::string> names)
{
    names.insert(names.begin(), "auto");
    return names;
}

/// EquationSolverOptions as a section of settings.
struct SolverSection {
    double tolerance = EquationSolverOptions().tolerance;
    std::string quadrature = "auto";
    std::int64_t nodes = 0;
    std::int64_t windows = 0;
    std::string scheme = "auto";
    std::string split = "auto";
    double grading = EquationSolverOptions().grading;
    std::string stepper = "auto";
    std::int64_t maxIterations = EquationSolverOptions().maxIterations;
    double damping = 0.0;
    std::int64_t memory = EquationSolverOptions().memory;
    double noise = 0.0;
    std::string regularisation = "auto";
    std::int64_t seed = 1;

    template <class Visitor>
    void visit(Visitor& v)
    {
        v("tolerance", tolerance,
          {.description = "Error wanted, relative to max(1, |y|)",
           .minimum = 0.0,
           .minimumExcluded = true});
        v("quadrature", quadrature,
          {.description = "Rule for the integrals", .choices = withAuto(quadratureNames())});
        v("nodes", nodes,
          {.description = "Nodes per axis and (sub)interval; 0: by nested estimates",
           .minimum = 0,
           .maximum = 20000});
        v("windows", windows,
          {.description = "Volterra: pieces of the interval; 0: automatic",
           .minimum = 0,
           .maximum = 10000});
        v("scheme", scheme,
          {.description = "How the equation is discretised", .choices = equationSchemeNames()});
        v("split", split,
          {.description = "A rule on each side of s = t", .choices = {"auto", "on", "off"}});
        v("grading", grading,
          {.description = "product_trapezoid: knots (j/n)^grading", .minimum = 1.0});
        v("stepper", stepper,
          {.description = "How the system is iterated", .choices = withAuto(vectorStepperNames())});
        v("max_iterations", maxIterations, {.description = "Steps at the most", .minimum = 1});
        v("damping", damping,
          {.description = "Step length; 0: 1, and .5 for damped", .minimum = 0.0, .maximum = 1.0});
        v("memory", memory,
          {.description = "Earlier iterates that Anderson combines", .minimum = 1, .maximum = 100});
        v("noise", noise,
          {.description = "First kind: L2 norm of the noise in the data", .minimum = 0.0});
        v("regularisation", regularisation,
          {.description = "First kind: choice of lambda",
           .choices = {"auto", "discrepancy", "l_curve"}});
        v("seed", seed, {.description = "Of random rules", .minimum = 0});
    }
};

IntegralEquation equationOf(const EquationTask& task)
{
    return task.formulas.is_null() ? catalogEquation(task.name).equation
                                   : equationFromJson(task.formulas, "formulas");
}

}  // namespace

std::vector<ListedEquation> listedEquations()
{
    std::vector<ListedEquation> list;
    for (const CatalogEquation& entry : equationCatalog())
        list.push_back(
            {entry.equation.name, groupName(entry.group), entry.equation.formula, entry.remark});
    return list;
}

std::vector<OptionDescription> equationOptions()
{
    return describeOptions<SolverSection>();
}

EquationSolverOptions readEquationOptions(const Json& options)
{
    const auto section = readOptions<SolverSection>(options, "solver", "");
    EquationSolverOptions result;
    result.quadrature = section.quadrature;
    result.scheme = section.scheme;
    result.split = section.split;
    result.stepper = section.stepper;
    result.tolerance = section.tolerance;
    result.nodes = static_cast<int>(section.nodes);
    result.windows = static_cast<int>(section.windows);
    result.grading = section.grading;
    result.maxIterations = static_cast<int>(std::min<std::int64_t>(section.maxIterations, 1 << 30));
    result.damping = section.damping;
    result.memory = static_cast<int>(section.memory);
    result.noise = section.noise;
    result.regularisation = section.regularisation;
    result.seed = static_cast<std::uint64_t>(section.seed);
    return result;
}

std::string solveCommand(const EquationTask& task)
{
    const auto quoted = [](const std::string& word) {
        return word.find_first_of(" '\"$&();<>|\\*?") == std::string::npos ? word
                                                                           : "'" + word + "'";
    };
    std::string name = task.name;
    if (!task.formulas.is_null())
        name = task.file.empty() ? (name.empty() ? "equation" : name) + ".json" : task.file;
    std::string command = "nie solve " + quoted(name);
    for (const OptionDescription& option : equationOptions()) {
        if (!task.options.contains(option.path) ||
            task.options.at(option.path) == option.defaultValue)
            continue;
        const Json& value = task.options.at(option.path);
        std::string flag = option.path;
        std::replace(flag.begin(), flag.end(), '_', '-');
        command += fmt::format(" --{} {}", flag,
                               value.is_string() ? value.get<std::string>() : value.dump());
    }
    return command;
}

Json readEquationFormulas(const std::filesystem::path& file)
{
    Json json = parseJson(readFile(file), file.string());
    equationFromJson(json, file.string());
    return json;
}

EquationStudy studyEquation(const EquationTask& task, std::stop_token stop)
{
    EquationSolverOptions options = readEquationOptions(task.options);
    options.keepIterates = options.maxIterations <= kMostIterates;
    const IntegralEquation equation = equationOf(task);
    const EquationSolution solution = solveEquation(equation, options, stop);
    EquationStudy study = sampleSolution(equation, solution, stop);
    study.report = equationReport(equation, solution, {.trace = true});
    study.command = solveCommand(task);
    return study;
}

}  // namespace nie
