#pragma once

#include "core/results/figure_spec.h"
#include "core/results/prediction_snapshot.h"

#include <QWidget>

#include <memory>

namespace nie {

/// Truth against prediction of one sample: on the left the channels over time (of more than six
/// those of the phase plane), the given points shaded; on the right the phase plane of two channels
/// with equal aspect and the start marked.
///
/// Ranges stay where they are while snapshots of the same sample come in, unless the data leave
/// them or fit() is called.
class TrajectoryView : public QWidget {
    Q_OBJECT

public:
    explicit TrajectoryView(QWidget* parent = nullptr);
    ~TrajectoryView() override;

    /// Null empties the view.
    void setSnapshot(std::shared_ptr<const PredictionSnapshot> snapshot);
    std::shared_ptr<const PredictionSnapshot> snapshot() const;

    /// Draws iterate k of the solver in place of the prediction; -1: the prediction. An index
    /// beyond those in the snapshot shows the prediction.
    void showIterate(int iterate);
    int shownIterate() const;

    /// Channels of the phase plane, as indices; ignored when out of range.
    void setPhaseChannels(int horizontal, int vertical);
    std::pair<int, int> phaseChannels() const;
    void setEmptyText(const QString& text);

    void fit();
    /// What is on the screen, for export.
    FigureSpec figure() const;

Q_SIGNALS:
    void snapshotShown(std::int64_t step);

protected:
    void changeEvent(QEvent* event) override;
    void resizeEvent(QResizeEvent* event) override;

private:
    class Private;
    std::unique_ptr<Private> m_d;
};

}  // namespace nie
