#pragma once

#include "app/attention_engine.h"
#include "app/background_worker.h"
#include "core/results/attention/attention_selection.h"
#include "core/results/attention/number_figures.h"
#include "core/results/attention_figure.h"
#include "core/results/checkpoint_list.h"

#include <QObject>

#include <map>
#include <memory>
#include <vector>

namespace nie {

/// Looks into the attention of one run for the window: opens it, forms what is asked for on threads
/// of its own, and hands it over on the window's. A newer request of a kind replaces the one
/// before.
class AttentionSession : public QObject {
    Q_OBJECT
public:
    /// Rows and columns of a head's thumbnail, and of a matrix on the screen.
    static constexpr std::int64_t kThumbnailTokens = 48;
    static constexpr std::int64_t kScreenTokens = kDrawnTokens;

    explicit AttentionSession(const AttentionEngine& engine, QObject* parent = nullptr);

    /// Null until something is open. What was open stays until the next is there.
    const std::shared_ptr<const OpenedAttention>& opened() const { return m_opened; }
    bool isOpening() const { return m_opener.isBusy(); }
    /// opened() follows, then thumbnails, statistics, profiles and similarity as they are ready; or
    /// problem().
    void open(const AttentionTarget& target);
    void close();

    /// Rows (columns, where reversed) of the selected heads for each of the tokens; rowsReady()
    /// follows. `selection.token` is not looked at.
    void showRows(const AttentionSelection& selection, const std::vector<std::int64_t>& tokens);
    /// The whole map of a head for the screen; matrixReady() follows, of many tokens first with few
    /// rows and then with all.
    void showMatrix(const AttentionSelection& selection, std::int64_t head);
    /// The same map of a head of another layer, iterate, checkpoint or run beside that of `head`;
    /// comparisonReady() follows.
    void compare(const AttentionSelection& selection, std::int64_t head,
                 const AttentionTarget& target, std::int64_t otherLayer, std::int64_t otherHead);
    /// ablated() follows.
    void ablate();
    bool isAblating() const { return m_ablation.isBusy(); }
    void stopAblating() { m_ablation.stop(); }
    /// The numbers of the heads, at the sample and iterate that are open, at checkpoints of the
    /// run; momentReady() follows for each that is not known yet.
    void follow(const std::vector<CheckpointEntry>& checkpoints);
    bool isFollowing() const { return m_follower.isBusy(); }
    void stopFollowing() { m_follower.stop(); }
    /// Known of the run, sample and iterate that are open, by step.
    std::vector<AttentionMoment> moments() const;
    /// .npz or .csv; exported() follows, or problem(). Throws InputError for another suffix.
    void exportMaps(const AttentionSelection& selection, const std::filesystem::path& file);
    /// learnedKernel() of a run; kernelReady() follows, or problem().
    void showKernel(const std::filesystem::path& folder, const std::string& checkpoint);

Q_SIGNALS:
    void openingChanged(bool opening);
    void openedChanged();
    void thumbnailReady(const nie::AttentionMap& map);
    void statisticsReady(const nie::AttentionStatistics& statistics);
    void profilesReady(const nie::AttentionProfiles& profiles);
    void similarityReady(const nie::HeadSimilarity& similarity);
    void rowsReady(const std::vector<nie::AttentionMap>& rows);
    void matrixReady(const nie::AttentionMap& map);
    void comparisonReady(const nie::AttentionSide& one, const nie::AttentionSide& other);
    void ablatingChanged(bool ablating);
    void ablated(const nie::AblationStudy& study);
    void followingChanged(bool following);
    void momentReady();
    void exported(const QString& file);
    void kernelReady(const nie::KernelMap& map);
    void problem(const QString& text);

private:
    using Maps = std::shared_ptr<const AttentionMaps>;

    void take(std::shared_ptr<const OpenedAttention> opened);
    void computeNumbers();
    void addMoment(std::int64_t step, const AttentionStatistics& statistics);
    void followNext(const AttentionTarget& target, const std::vector<CheckpointEntry>& wanted);

    const AttentionEngine& m_engine;
    std::shared_ptr<const OpenedAttention> m_opened;
    std::shared_ptr<const OpenedAttention> m_beside;        ///< what it was compared with last
    std::map<std::int64_t, AttentionStatistics> m_moments;  ///< by step
    // In this order, so that threads end before what they send to is gone.
    BackgroundWorker m_opener;
    BackgroundWorker m_numbers;
    BackgroundWorker m_rows;
    BackgroundWorker m_matrix;
    BackgroundWorker m_comparison;
    BackgroundWorker m_ablation;
    BackgroundWorker m_follower;
    BackgroundWorker m_writer;
    BackgroundWorker m_kernel;
};

/// "layer 0, head 1, iterate 3, best".
std::string attentionSideName(const OpenedAttention& opened, std::int64_t layer, std::int64_t head);

}  // namespace nie
