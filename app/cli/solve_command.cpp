#include "app/cli/commands.h"
#include "app/cli/interrupt_watch.h"
#include "app/cli/solve_table.h"
#include "core/base/error.h"
#include "core/numerics/equation_catalog.h"
#include "core/numerics/equation_file.h"
#include "core/numerics/equation_report.h"
#include "core/numerics/quadrature_choice.h"

#include <fmt/format.h>

#include <cstdio>
#include <memory>
#include <stop_token>

namespace nie::cli {

namespace {

struct SolveRequest {
    std::string equation;
    EquationSolverOptions options;
    EquationReportParts parts;
    bool all = false;
    bool list = false;
    bool json = false;
};

IntegralEquation equationOf(const std::string& name)
{
    const bool isFile = name.size() > 5 && name.compare(name.size() - 5, 5, ".json") == 0;
    return isFile ? readEquationFile(name) : catalogEquation(name).equation;
}

int listEquations(const SolveRequest& request)
{
    const auto catalog = equationCatalog();
    if (request.json)
        fmt::print("{}\n", catalogToJson(catalog).dump(2));
    else
        fmt::print("{}", describeCatalog(catalog));
    return 0;
}

int solveAll(const SolveRequest& request, const std::stop_token& stop)
{
    Json reports = Json::array();
    bool converged = true;
    if (!request.json)
        fmt::print("{}", solveTableHeading());
    for (const CatalogEquation& entry : equationCatalog()) {
        const EquationSolution solution = solveEquation(entry.equation, request.options, stop);
        Json report = equationReport(entry.equation, solution, request.parts);
        report["group"] = groupName(entry.group);
        report["mark"] = entry.mark;
        converged = converged && solution.converged;
        if (!request.json) {
            fmt::print("{}", solveTableLine(report));
            std::fflush(stdout);
        }
        reports.push_back(std::move(report));
    }
    if (request.json)
        fmt::print("{}\n", reports.dump(2));
    return converged ? 0 : 1;
}

int solveOne(const SolveRequest& request, const std::stop_token& stop)
{
    const IntegralEquation equation = equationOf(request.equation);
    const EquationSolution solution = solveEquation(equation, request.options, stop);
    const Json report = equationReport(equation, solution, request.parts);
    fmt::print("{}", request.json ? report.dump(2) + "\n" : describeSolve(report));
    if (!solution.converged)
        fmt::print(
            stderr,
            "nie: {}: the iteration did not converge (residual {:.1e}); try another --stepper\n",
            equation.name, solution.residual);
    else if (!solution.toleranceMet)
        fmt::print(stderr,
                   "nie: {}: the tolerance {:.1e} is not met: solutions with n and 2n nodes differ "
                   "by {:.1e}\n",
                   equation.name, request.options.tolerance, solution.errorEstimate.value_or(0.0));
    return solution.converged ? 0 : 1;
}

int solve(const SolveRequest& request)
{
    if (request.list)
        return listEquations(request);
    if (request.all != request.equation.empty())
        throw InputError("solve", "give an equation or --all",
                         request.all ? request.equation + " --all" : "",
                         "a name of nie solve --list, or a .json file");
    std::stop_source stop;
    const InterruptWatch watch([&stop] { stop.request_stop(); });
    return request.all ? solveAll(request, stop.get_token()) : solveOne(request, stop.get_token());
}

void addChoices(CLI::App& command, SolveRequest& request)
{
    auto quadratures = quadratureNames();
    quadratures.insert(quadratures.begin(), "auto");
    auto steppers = vectorStepperNames();
    steppers.insert(steppers.begin(), "auto");
    EquationSolverOptions& options = request.options;
    command.add_option("--quadrature", options.quadrature, "Rule for the integrals")
        ->check(CLI::IsMember(quadratures));
    command.add_option("--nodes", options.nodes,
                       "Nodes per axis and (sub)interval; 0: by nested estimates");
    command.add_option("--windows", options.windows,
                       "Volterra: pieces of the interval; 0: automatic");
    command.add_option("--scheme", options.scheme, "How the equation is discretised")
        ->check(CLI::IsMember(equationSchemeNames()));
    command.add_option("--split", options.split, "A rule on each side of s = t")
        ->check(CLI::IsMember({"auto", "on", "off"}));
    command.add_option("--grading", options.grading, "product_trapezoid: knots (j/n)^grading");
    command.add_option("--stepper", options.stepper, "How the system is iterated")
        ->check(CLI::IsMember(steppers));
    command.add_option("--tolerance", options.tolerance, "Error wanted, relative to max(1, |y|)");
    command.add_option("--max-iterations", options.maxIterations, "Steps at the most");
    command.add_option("--damping", options.damping, "Step length; 0: 1, and .5 for damped");
    command.add_option("--memory", options.memory, "Earlier iterates that Anderson combines");
    command.add_option("--noise", options.noise, "First kind: L2 norm of the noise in the data");
    command.add_option("--regularisation", options.regularisation, "First kind: choice of lambda")
        ->check(CLI::IsMember({"auto", "discrepancy", "cross_validation", "l_curve"}));
    command.add_option("--seed", options.seed, "Of random rules");
}

}  // namespace

void addSolveCommand(CLI::App& program, Action& chosen)
{
    CLI::App* command =
        program.add_subcommand("solve", "Solve an integral equation with a known kernel");
    const auto request = std::make_shared<SolveRequest>();
    command->add_option("EQUATION", request->equation,
                        "A name of --list, or a .json file with formulas");
    command->add_flag("--all", request->all, "Every equation of the list");
    command->add_flag("--list", request->list, "The equations with known solutions");
    addChoices(*command, *request);
    command->add_flag("--trace", request->parts.trace, "Residual per iteration");
    command
        ->add_option("--points", request->parts.points,
                     "Print the solution at N even points an axis")
        ->check(CLI::Range(2, 10001));
    command->add_flag("--dump-iterates", request->parts.iterates,
                      "With --json: knots and iterates");
    command->add_flag("--json", request->json, "Print JSON");
    command->footer(
        "Examples:\n  nie solve F2 --quadrature gauss --nodes 16 --stepper anderson --trace\n"
        "  nie solve --all --tolerance 1e-10\n  nie solve mine.json --points 11\n"
        "The format of equation files is described in docs/solver.md.");
    command->callback([request, &chosen] {
        request->options.keepIterates = request->parts.iterates;
        chosen = [request] { return solve(*request); };
    });
}

}  // namespace nie::cli
