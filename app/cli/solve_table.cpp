#include "app/cli/solve_table.h"

#include <fmt/format.h>

namespace nie::cli {

namespace {

/// "1.2e-13", or "-" where there is no number.
std::string shortNumber(const Json& value)
{
    return value.is_number() ? fmt::format("{:.1e}", value.get<double>()) : "-";
}

std::string stateOf(const Json& report)
{
    if (!report.at("converged").get<bool>())
        return "not converged";
    return report.at("tolerance_met").get<bool>() ? "solved" : "tolerance not met";
}

std::string choiceText(const Json& chosen)
{
    std::string text =
        fmt::format("{}, {} {}", chosen.at("scheme").get<std::string>(),
                    chosen.at("quadrature").get<std::string>(), chosen.at("nodes").get<int>());
    if (chosen.at("windows").get<int>() > 1)
        text += fmt::format(", {} windows", chosen.at("windows").get<int>());
    if (chosen.at("split").get<bool>())
        text += ", split at s = t";
    return text;
}

std::string traceText(const Json& trace)
{
    std::string text = "  step  residual\n";
    int step = 0;
    for (const Json& residual : trace.at("residuals"))
        text += fmt::format("  {:>4}  {}\n", step++, shortNumber(residual));
    return text;
}

std::string solutionText(const Json& solution)
{
    std::string text;
    for (std::size_t k = 0; k < solution.at("points").size(); ++k) {
        for (const char* part : {"points", "values"})
            for (const Json& value : solution.at(part)[k])
                text += value.is_number() ? fmt::format("  {:>21.14g}", value.get<double>())
                                          : fmt::format("  {:>21}", "-");
        text += "\n";
    }
    return text;
}

}  // namespace

std::string describeSolve(const Json& report)
{
    const Json& chosen = report.at("chosen");
    std::string text =
        fmt::format("{}: {}\n", report.at("equation").get<std::string>(), stateOf(report));
    const auto line = [&text](const char* name, const std::string& value) {
        text += fmt::format("  {:<15} {}\n", name, value);
    };
    line("error", shortNumber(report.at("error_max")));
    line("error estimate", shortNumber(report.at("error_estimate")));
    line("residual", shortNumber(report.at("residual")));
    line("iterations",
         fmt::format("{} ({}), {} evaluations", report.at("iterations").get<std::int64_t>(),
                     chosen.at("stepper").get<std::string>(),
                     report.at("evaluations").get<std::int64_t>()));
    line("discretised by", fmt::format("{}; {} unknowns", choiceText(chosen),
                                       chosen.at("unknowns").get<std::int64_t>()));
    if (chosen.contains("lambda"))
        line("lambda", shortNumber(chosen.at("lambda")));
    line("seconds", fmt::format("{:.3f}", report.at("seconds").get<double>()));
    if (report.contains("trace"))
        text += traceText(report.at("trace"));
    if (report.contains("solution"))
        text += solutionText(report.at("solution"));
    return text;
}

std::string solveTableHeading()
{
    return fmt::format("{:<10} {:<17} {:>8} {:>8} {:>8} {:>5} {:>8}  {}\n", "equation", "state",
                       "error", "estimate", "residual", "steps", "seconds", "discretised by");
}

std::string solveTableLine(const Json& report)
{
    return fmt::format("{:<10} {:<17} {:>8} {:>8} {:>8} {:>5} {:>8.3f}  {}\n",
                       report.at("equation").get<std::string>(), stateOf(report),
                       shortNumber(report.at("error_max")),
                       shortNumber(report.at("error_estimate")), shortNumber(report.at("residual")),
                       report.at("iterations").get<std::int64_t>(),
                       report.at("seconds").get<double>(), choiceText(report.at("chosen")));
}

std::string describeCatalog(const std::vector<CatalogEquation>& catalog)
{
    std::string text;
    for (const CatalogEquation& entry : catalog)
        text += fmt::format("{:<10} {:<11} {}\n{:<22} {}\n", entry.equation.name,
                            groupName(entry.group), entry.remark, "", entry.equation.formula);
    return text;
}

Json catalogToJson(const std::vector<CatalogEquation>& catalog)
{
    Json list = Json::array();
    for (const CatalogEquation& entry : catalog)
        list.push_back({{"name", entry.equation.name},
                        {"group", groupName(entry.group)},
                        {"formula", entry.equation.formula},
                        {"remark", entry.remark},
                        {"mark", entry.mark},
                        {"exact_known", static_cast<bool>(entry.equation.exact)}});
    return list;
}

}  // namespace nie::cli
