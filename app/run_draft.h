#pragma once

#include "core/config/run_config.h"

#include <QObject>
#include <QUndoStack>

#include <functional>
#include <string>

namespace nie {

/// The configuration of the next run while it is edited in the window. Every edit can be undone;
/// repeated edits of one value are one undo step.
class RunDraft : public QObject {
    Q_OBJECT
public:
    explicit RunDraft(QObject* parent = nullptr);

    const RunConfig& config() const { return m_config; }
    /// As it was opened, before any edit.
    const RunConfig& original() const { return m_original; }
    /// The experiment that it was made from.
    const RunConfig& shipped() const { return m_shipped; }
    bool isEmpty() const { return m_config.experiment.empty(); }
    QUndoStack* undoStack() { return &m_undoStack; }
    /// A run of the draft begins: what is edited from now on is what a running training takes.
    void beginRun();
    /// Edits since beginRun() can be taken back, or made again.
    bool canUndoInRun() const { return m_undoStack.index() > m_runIndex; }
    bool canRedoInRun() const { return m_editedInRun && m_undoStack.canRedo(); }

    /// Opens another configuration; forgets the edits.
    void open(const RunConfig& config) { open(config, config); }
    /// One that was made from a shipped experiment, on which its command builds.
    void open(const RunConfig& config, const RunConfig& shipped);
    /// Opens one with edits of an earlier session, which are one undo step.
    void restore(const RunConfig& edited, const RunConfig& original, const RunConfig& shipped);
    /// Sets one option by its dotted path, "model.solver.tolerance".
    void setOption(const std::string& path, const Json& value);
    void setSeed(std::uint64_t seed);
    void setDevice(const std::string& device);
    void setThreads(std::int64_t threads);
    void setDeterministic(bool deterministic);
    /// Back to the configuration as it was opened; one undo step.
    void restoreOriginal();
    /// The shell line that makes the same run.
    std::string command() const;

Q_SIGNALS:
    /// Another configuration was opened.
    void opened();
    /// Any value changed, by an edit, an undo or a redo.
    void changed();

private:
    class Edit;
    void edit(const QString& text, const std::string& path,
              const std::function<void(RunConfig&)>& change);
    void apply(const RunConfig& config);

    RunConfig m_original;
    RunConfig m_shipped;
    RunConfig m_config;
    QUndoStack m_undoStack;
    int m_runIndex = 0;  ///< of the undo stack when the run began
    bool m_editedInRun = false;
    std::int64_t m_run = 0;  ///< counts beginRun()
};

}  // namespace nie
