#include "app/run_draft.h"

#include "core/config/equivalent_command.h"

#include <algorithm>
#include <utility>

namespace nie {

/// Before and after of one edited path.
class RunDraft::Edit : public QUndoCommand {
public:
    Edit(RunDraft* draft, const QString& text, std::string path, RunConfig after)
        : QUndoCommand(text),
          m_draft(draft),
          m_path(std::move(path)),
          m_run(draft->m_run),
          m_before(draft->config()),
          m_after(std::move(after))
    {}
    void undo() override { m_draft->apply(m_before); }
    void redo() override { m_draft->apply(m_after); }
    int id() const override { return 1; }
    bool mergeWith(const QUndoCommand* other) override
    {
        const auto* later = static_cast<const Edit*>(other);
        if (later->m_path != m_path || later->m_run != m_run)
            return false;
        m_after = later->m_after;
        setObsolete(m_after.toJson() == m_before.toJson());
        return true;
    }

private:
    RunDraft* m_draft;
    std::string m_path;
    std::int64_t m_run;  ///< edits before and after a start are steps of their own
    RunConfig m_before;
    RunConfig m_after;
};

RunDraft::RunDraft(QObject* parent) : QObject(parent) {}

void RunDraft::open(const RunConfig& config, const RunConfig& shipped)
{
    m_undoStack.clear();
    m_original = config;
    m_shipped = shipped;
    m_config = config;
    Q_EMIT opened();
    Q_EMIT changed();
}

void RunDraft::restore(const RunConfig& edited, const RunConfig& original,
                       const RunConfig& shipped)
{
    open(original, shipped);
    edit(tr("changes of the last session"), "last session",
         [&edited](RunConfig& config) { config = edited; });
}

void RunDraft::setOption(const std::string& path, const Json& value)
{
    edit(tr("change of %1").arg(QString::fromStdString(path)), path, [&](RunConfig& config) {
        const auto dot = path.find('.');
        const std::string section = path.substr(0, dot);
        Json& root = section == "dataset" ? config.dataset
                     : section == "model" ? config.model
                                          : config.training;
        std::string pointer = path.substr(dot);
        std::replace(pointer.begin(), pointer.end(), '.', '/');
        root[Json::json_pointer(pointer)] = value;
    });
}

void RunDraft::beginRun()
{
    ++m_run;
    m_runIndex = m_undoStack.index();
    m_editedInRun = false;
}

void RunDraft::setSeed(std::uint64_t seed)
{
    edit(tr("change of the seed"), "seed", [seed](RunConfig& config) { config.seed = seed; });
}

void RunDraft::setDevice(const std::string& device)
{
    edit(tr("change of device"), "device",
         [&device](RunConfig& config) { config.device = device; });
}

void RunDraft::setThreads(std::int64_t threads)
{
    edit(tr("change of threads"), "threads",
         [threads](RunConfig& config) { config.threads = threads; });
}

void RunDraft::setDeterministic(bool deterministic)
{
    edit(tr("change of the deterministic mode"), "deterministic",
         [deterministic](RunConfig& config) { config.deterministic = deterministic; });
}

void RunDraft::restoreOriginal()
{
    edit(tr("reset of all settings"), "", [this](RunConfig& config) { config = m_original; });
}

std::string RunDraft::command() const
{
    return equivalentCommand(m_config, m_shipped);
}

void RunDraft::edit(const QString& text, const std::string& path,
                    const std::function<void(RunConfig&)>& change)
{
    RunConfig after = m_config;
    change(after);
    if (after.toJson() == m_config.toJson())
        return;
    m_editedInRun = true;
    m_undoStack.push(new Edit(this, text, path, std::move(after)));
}

void RunDraft::apply(const RunConfig& config)
{
    m_config = config;
    Q_EMIT changed();
}

}  // namespace nie
