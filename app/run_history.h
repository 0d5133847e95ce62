#pragma once

#include "app/background_worker.h"
#include "core/results/runs/run_catalogue.h"

#include <QObject>
#include <QUndoStack>

#include <functional>
#include <memory>
#include <string>
#include <vector>

namespace nie {

/// The history of runs for the window: scanned on a thread of its own, edited with undo. Runs are
/// named by their ids (RunSummary::id).
class RunHistory : public QObject {
    Q_OBJECT
public:
    /// `root`: the folder below which runs are written. Nothing is read before refresh().
    explicit RunHistory(std::filesystem::path root, QObject* parent = nullptr);

    const std::filesystem::path& root() const { return m_root; }
    /// Newest first, as last scanned.
    const std::vector<RunSummary>& runs() const { return m_runs; }
    /// Null where there is no such run.
    const RunSummary* find(const std::string& id) const;
    /// Whether the folder has been read at least once.
    bool isScanned() const { return m_scanned; }
    QUndoStack& undoStack() { return m_undoStack; }

    /// Scans in the background; changed() follows. Asked for during a scan, it scans once more.
    void refresh();
    /// Changes the notes of runs; one undo step named `text`.
    void editNotes(const std::vector<std::string>& ids, const QString& text,
                   const std::function<void(RunNotes&)>& change);
    /// Moves runs to the trash; one undo step. Runs that are being trained stay, with a problem.
    void discard(const std::vector<std::string>& ids);
    /// Gives each of these runs that has none a colour of its own, for good: the one that fewest
    /// runs have. Kept in its notes; no undo step.
    void assignColours(const std::vector<std::string>& ids);
    /// Reads another program's curves in the background; imported() or problem() follows.
    void importFile(const std::filesystem::path& file);
    /// Writes a run as a file in the background; exported() or problem() follows.
    void exportRun(const std::string& id, const std::string& kind,
                   const std::filesystem::path& file);

Q_SIGNALS:
    void changed();
    void problem(const QString& text);
    void imported(const QString& id);
    void exported(const QString& file);

private:
    class NotesEdit;
    class Discarding;

    RunSummary* findMutable(const std::string& id);
    void takeScan(std::vector<RunSummary> runs);
    /// Writes notes, but keeps the colour; tells what went wrong.
    bool applyNotes(const std::string& id, const RunNotes& notes);

    std::filesystem::path m_root;
    std::shared_ptr<RunCatalogue> m_catalogue;  ///< of the scanning thread
    std::vector<RunSummary> m_runs;
    bool m_scanned = false;
    bool m_scanAgain = false;
    std::uint64_t m_edits = 0;  ///< a scan begun before the last edit is out of date
    QUndoStack m_undoStack;
    BackgroundWorker m_scanner;
    BackgroundWorker m_exchange;
};

}  // namespace nie
