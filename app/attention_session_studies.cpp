// What takes longer than a look: ablation, the course of a training, files, a learned kernel.
#include "app/attention_session.h"
#include "core/base/error.h"
#include "core/io/attention_files.h"

#include <algorithm>

namespace nie {

void AttentionSession::ablate()
{
    if (!m_opened || !m_opened->maps)
        return;
    const AttentionTarget target = m_opened->target;
    m_ablation.start([this, target](const std::stop_token& stop, const BackgroundWorker::Post&) {
        const AblationStudy study =
            m_engine.ablate(target.folder, target.checkpoint, target.split, stop);
        return [this, study] { Q_EMIT ablated(study); };
    });
}

std::vector<AttentionMoment> AttentionSession::moments() const
{
    std::vector<AttentionMoment> list;
    for (const auto& [step, statistics] : m_moments)
        list.push_back({step, statistics});
    return list;
}

void AttentionSession::addMoment(std::int64_t step, const AttentionStatistics& statistics)
{
    m_moments[step] = statistics;
    Q_EMIT momentReady();
}

void AttentionSession::follow(const std::vector<CheckpointEntry>& checkpoints)
{
    if (!m_opened || !m_opened->maps)
        return;
    std::vector<CheckpointEntry> wanted;
    for (const CheckpointEntry& entry : checkpoints) {
        const bool twice =
            std::any_of(wanted.begin(), wanted.end(),
                        [&](const CheckpointEntry& other) { return other.step == entry.step; });
        if (!twice && !m_moments.contains(entry.step))
            wanted.push_back(entry);
    }
    if (!wanted.empty())
        followNext(m_opened->target, wanted);
}

void AttentionSession::followNext(const AttentionTarget& target,
                                  const std::vector<CheckpointEntry>& wanted)
{
    m_follower.start(
        [this, target, wanted](const std::stop_token& stop,
                               const BackgroundWorker::Post& post) -> BackgroundWorker::Step {
            for (const CheckpointEntry& entry : wanted) {
                AttentionTarget then = target;
                then.checkpoint = entry.name;
                const auto opened = m_engine.open(then, stop);
                const AttentionStatistics statistics = opened->maps->statistics(stop);
                const std::int64_t step = opened->run.step;
                post([this, step, statistics] { addMoment(step, statistics); });
            }
            return {};
        });
}

void AttentionSession::exportMaps(const AttentionSelection& selection,
                                  const std::filesystem::path& file)
{
    const std::string suffix = file.extension().string();
    if (suffix != ".npz" && suffix != ".csv")
        throw InputError(file.string(), "unknown kind of file", "'" + suffix + "'", ".npz or .csv");
    if (!m_opened || !m_opened->maps)
        return;
    const auto opened = m_opened;
    m_writer.start([this, opened, selection, file, suffix](const std::stop_token& stop,
                                                           const BackgroundWorker::Post&) {
        Json facts = opened->facts();
        facts["layer"] = selection.layer;
        facts["selected_heads"] = selection.heads;
        const auto write = suffix == ".npz" ? writeAttentionArrays : writeAttentionTable;
        write(*opened->maps, selection, facts, file, stop);
        return [this, file] { Q_EMIT exported(QString::fromStdString(file.string())); };
    });
}

void AttentionSession::showKernel(const std::filesystem::path& folder,
                                  const std::string& checkpoint)
{
    m_kernel.start(
        [this, folder, checkpoint](const std::stop_token& stop, const BackgroundWorker::Post&) {
            const KernelMap map = m_engine.learnedKernel(folder, checkpoint, stop);
            return [this, map] { Q_EMIT kernelReady(map); };
        });
}

}  // namespace nie
