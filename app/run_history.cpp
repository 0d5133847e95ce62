#include "app/run_history.h"

#include "core/base/error.h"
#include "core/io/run_exchange.h"
#include "core/io/run_import.h"
#include "core/results/runs/run_trash.h"

#include <algorithm>
#include <array>
#include <utility>

namespace nie {

namespace fs = std::filesystem;

namespace {

constexpr int kPlotColours = 32;  // the colour-blind-safe order, with four kinds of dashes

}  // namespace

/// Notes of several runs before and after one edit.
class RunHistory::NotesEdit : public QUndoCommand {
public:
    struct Change {
        std::string id;
        RunNotes before;
        RunNotes after;
    };
    NotesEdit(RunHistory& history, const QString& text, std::vector<Change> changes)
        : QUndoCommand(text),
          m_history(history),
          m_changes(std::move(changes))
    {}
    void undo() override { apply(&Change::before); }
    void redo() override { apply(&Change::after); }

private:
    void apply(RunNotes Change::*notes)
    {
        bool whole = true;
        for (const Change& change : m_changes)
            whole = m_history.applyNotes(change.id, change.*notes) && whole;
        setObsolete(!whole);
        Q_EMIT m_history.changed();
    }

    RunHistory& m_history;
    std::vector<Change> m_changes;
};

/// Runs that went to the trash together.
class RunHistory::Discarding : public QUndoCommand {
public:
    Discarding(RunHistory& history, const QString& text, std::vector<std::string> ids)
        : QUndoCommand(text),
          m_history(history),
          m_ids(std::move(ids))
    {}
    void redo() override
    {
        m_gone.clear();
        for (const std::string& id : m_ids)
            carryOut([this, &id] {
                const RunSummary* run = m_history.find(id);
                if (!run)
                    return;
                const fs::path place = RunTrash(m_history.root()).discard(run->folder);
                m_gone.push_back({*run, place.filename().string()});
                std::erase_if(m_history.m_runs,
                              [&id](const RunSummary& each) { return each.id == id; });
            });
        setObsolete(m_gone.empty());
        Q_EMIT m_history.changed();
    }
    void undo() override
    {
        for (const Gone& gone : m_gone)
            carryOut([this, &gone] {
                RunSummary run = gone.run;
                run.folder = RunTrash(m_history.root()).restore(gone.trashed, run.folder);
                run.id = run.folder.lexically_relative(m_history.root()).generic_string();
                m_history.m_runs.push_back(std::move(run));
            });
        Q_EMIT m_history.changed();
    }

private:
    struct Gone {
        RunSummary run;
        std::string trashed;  ///< name in the trash
    };
    template <class Work>
    void carryOut(Work&& work)
    {
        try {
            ++m_history.m_edits;
            work();
        } catch (const std::exception& error) {
            Q_EMIT m_history.problem(QString::fromUtf8(error.what()));
        }
    }

    RunHistory& m_history;
    std::vector<std::string> m_ids;
    std::vector<Gone> m_gone;
};

RunHistory::RunHistory(fs::path root, QObject* parent)
    : QObject(parent),
      m_root(std::move(root)),
      m_catalogue(std::make_shared<RunCatalogue>(m_root))
{
    connect(&m_scanner, &BackgroundWorker::failed, this, &RunHistory::problem);
    connect(&m_exchange, &BackgroundWorker::failed, this, &RunHistory::problem);
}

const RunSummary* RunHistory::find(const std::string& id) const
{
    const auto found = std::find_if(m_runs.begin(), m_runs.end(),
                                    [&id](const RunSummary& run) { return run.id == id; });
    return found == m_runs.end() ? nullptr : &*found;
}

RunSummary* RunHistory::findMutable(const std::string& id)
{
    return const_cast<RunSummary*>(std::as_const(*this).find(id));
}

void RunHistory::refresh()
{
    if (m_scanner.isBusy()) {
        m_scanAgain = true;
        return;
    }
    m_scanAgain = false;
    m_scanner.start([this, catalogue = m_catalogue,
                     edits = m_edits](const std::stop_token& stop, const BackgroundWorker::Post&) {
        auto runs = std::make_shared<std::vector<RunSummary>>(catalogue->scan(stop));
        return [this, runs, edits] {
            // What was edited meanwhile may have been read before or after: it is read again.
            if (edits != m_edits)
                m_scanAgain = true;
            else
                takeScan(std::move(*runs));
            if (m_scanAgain)
                refresh();
        };
    });
}

void RunHistory::takeScan(std::vector<RunSummary> runs)
{
    m_runs = std::move(runs);
    m_scanned = true;
    Q_EMIT changed();
}

bool RunHistory::applyNotes(const std::string& id, const RunNotes& notes)
{
    RunSummary* run = findMutable(id);
    if (!run)
        return false;
    RunNotes written = notes;
    written.colour = run->notes.colour;
    try {
        written.write(run->folder);
    } catch (const std::exception& error) {
        Q_EMIT problem(QString::fromUtf8(error.what()));
        return false;
    }
    run->notes = written;
    ++m_edits;
    return true;
}

void RunHistory::editNotes(const std::vector<std::string>& ids, const QString& text,
                           const std::function<void(RunNotes&)>& change)
{
    std::vector<NotesEdit::Change> changes;
    for (const std::string& id : ids)
        if (const RunSummary* run = find(id)) {
            NotesEdit::Change each{id, run->notes, run->notes};
            change(each.after);
            if (each.after != each.before)
                changes.push_back(std::move(each));
        }
    if (!changes.empty())
        m_undoStack.push(new NotesEdit(*this, text, std::move(changes)));
}

void RunHistory::discard(const std::vector<std::string>& ids)
{
    if (ids.empty())
        return;
    const QString text = ids.size() == 1
                             ? tr("deleting %1").arg(QString::fromStdString(ids.front()))
                             : tr("deleting %1 runs").arg(ids.size());
    m_undoStack.push(new Discarding(*this, text, ids));
}

void RunHistory::assignColours(const std::vector<std::string>& ids)
{
    std::array<int, kPlotColours> uses{};
    for (const RunSummary& run : m_runs)
        if (run.notes.colour >= 0)
            ++uses[static_cast<std::size_t>(run.notes.colour % kPlotColours)];
    for (const std::string& id : ids) {
        RunSummary* run = findMutable(id);
        if (!run || run->notes.colour >= 0 || run->state == RunState::Damaged)
            continue;
        const auto rarest = std::min_element(uses.begin(), uses.end());
        ++*rarest;
        run->notes.colour = static_cast<int>(rarest - uses.begin());
        ++m_edits;
        try {
            run->notes.write(run->folder);
        } catch (const std::exception&) {
            // A folder that is only read keeps the colour for as long as the window lives.
        }
    }
}

void RunHistory::importFile(const fs::path& file)
{
    m_exchange.start(
        [this, file, root = m_root](const std::stop_token&, const BackgroundWorker::Post&) {
            const fs::path folder = importRun(file, root);
            return [this, folder] {
                refresh();
                Q_EMIT imported(QString::fromStdString(folder.filename().string()));
            };
        });
}

void RunHistory::exportRun(const std::string& id, const std::string& kind, const fs::path& file)
{
    const RunSummary* run = find(id);
    if (!run)
        return;
    m_exchange.start([this, folder = run->folder, kind, file](const std::stop_token&,
                                                              const BackgroundWorker::Post&) {
        nie::exportRun(folder, kind, file);
        return [this, file] { Q_EMIT exported(QString::fromStdString(file.string())); };
    });
}

}  // namespace nie
