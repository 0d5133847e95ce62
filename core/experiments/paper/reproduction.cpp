#include "core/experiments/paper/reproduction.h"

#include "core/base/files.h"

#include <fmt/format.h>

#include <algorithm>
#include <set>

namespace nie {

namespace {

/// The tables of a plan, each with the runs that it shows.
class TableWriter {
public:
    TableWriter(const PaperPlan& plan, const ReproductionOptions& options)
        : m_plan(plan),
          m_options(options)
    {
        for (const PaperSpec& item : plan.items())
            if (item.kind == PaperSpec::Kind::Runs)
                m_runs[item.name] = runsOf(item);
    }

    /// Those that show the run; an empty name: all.
    void write(const std::string& run, const std::map<std::string, std::string>& failures) const
    {
        for (const PaperSpec& item : m_plan.items())
            if (item.kind == PaperSpec::Kind::Runs &&
                (run.empty() || m_runs.at(item.name).contains(run)))
                writePaperTable(make(item, failures), m_plan.folder());
            else if (item.kind == PaperSpec::Kind::Parameters && run.empty())
                writePaperTable(make(item, failures), m_plan.folder());
    }

    std::vector<PaperTable> all(const std::map<std::string, std::string>& failures) const
    {
        std::vector<PaperTable> tables;
        for (const PaperSpec& item : m_plan.items())
            if (item.kind != PaperSpec::Kind::Figure)
                tables.push_back(make(item, failures));
        return tables;
    }

    /// Whether a run's failure spoils a result; a sweep shows where training fails.
    bool spoils(const std::string& run) const
    {
        for (const PaperSpec& item : m_plan.items())
            if (item.sweep && m_runs.at(item.name).contains(run))
                return false;
        return true;
    }

private:
    PaperTable make(const PaperSpec& item, const std::map<std::string, std::string>& failures) const
    {
        PaperTable table = item.kind == PaperSpec::Kind::Parameters
                               ? countParameters(item, m_plan.budget())
                               : collectTable(m_plan, item, failures);
        table.provenance = m_options.provenance;
        return table;
    }

    std::set<std::string> runsOf(const PaperSpec& item) const
    {
        std::set<std::string> runs;
        for (std::size_t i = 0; i < item.rows.size(); ++i)
            for (std::size_t j = 0; j < item.columns.size(); ++j)
                for (const std::string& run : m_plan.cell(item.name, i, j).runs)
                    runs.insert(run);
        return runs;
    }

    const PaperPlan& m_plan;
    const ReproductionOptions& m_options;
    std::map<std::string, std::set<std::string>> m_runs;
};

}  // namespace

Reproduction reproduce(const PaperPlan& plan, const ReproductionOptions& options,
                       const std::function<void(const JobProgress&)>& report,
                       const std::stop_token& stop)
{
    const TableWriter tables(plan, options);
    std::map<std::string, std::string> failures;
    tables.write({}, failures);
    JobQueue queue(plan.prepareJobs(options.program), plan.folder() / "logs");
    failures = queue.run(
        options.parallel,
        [&](const JobProgress& progress) {
            if (progress.what == JobProgress::What::Failed)
                failures[progress.name] = progress.message;
            if (progress.what != JobProgress::What::Started && plan.runs().contains(progress.name))
                tables.write(progress.name, failures);
            report(progress);
        },
        stop);
    tables.write({}, failures);
    Reproduction result{tables.all(failures), failures};
    std::erase_if(result.failures,
                  [&](const auto& failure) { return !tables.spoils(failure.first); });
    return result;
}

std::string resultsPage(const Reproduction& reproduction, const std::vector<PaperSpec>& items,
                        const ReproductionOptions& options)
{
    std::string text = "# Results\n\nMade by the program; nothing here is typed by hand.\n\n";
    for (const auto& [key, value] : options.provenance)
        text += fmt::format("- {}: {}\n", key, value);
    text += "\n";
    for (PaperTable table : reproduction.tables) {
        table.provenance.clear();  // once above
        text += table.toMarkdown() + "\n";
    }
    for (const PaperSpec& item : items)
        if (item.kind == PaperSpec::Kind::Figure || item.sweep)
            text += fmt::format("## {}: {}\n\n![{}]({}.png)\n\n", item.reference, item.title,
                                item.title, item.name);
    return text;
}

}  // namespace nie
