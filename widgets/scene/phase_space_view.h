#pragma once

#include "core/results/fields/field_look.h"
#include "core/results/figure_spec.h"
#include "widgets/scene/phase_space.h"

#include <QImage>
#include <QWidget>

#include <memory>

class QPainter;

namespace nie {

struct SceneCamera;

/// Curves of three channels or more as trajectories through the space of three of them, to be
/// turned by hand: the truth broad and pale, the prediction (or the look's iterate) thin and dark,
/// the start marked, and both points at the look's time. A prediction that leaves the box is
/// interrupted there, and the legend says so.
class PhaseSpaceView : public QWidget {
    Q_OBJECT
public:
    explicit PhaseSpaceView(QWidget* parent = nullptr);
    ~PhaseSpaceView() override;

    /// Null empties the view; of a sample with fewer than three channels, or a field, it says that
    /// it has no such picture. A look that differs in its time alone moves the points only. Throws
    /// InputError for a sample whose numbers do not fit its axes.
    void setSample(std::shared_ptr<const PredictionSnapshot> sample, const FieldLook& look);

    PhaseChannels channels() const;
    /// Kept for all samples that have them; ignored where one is out of range.
    void setChannels(const PhaseChannels& channels);
    const SceneCamera& camera() const;
    void setCamera(const SceneCamera& camera);

    /// Whether there are trajectories on show, and OpenGL to draw them with.
    bool hasPicture() const;
    /// What is on show as a picture of this size, without the controls; see SceneCanvas. Null
    /// without a picture.
    QImage grabScene(QSize pixels, double pixelRatio = 1.0) const;
    /// The same into a rectangle of a painter; of one part, so that there are no columns.
    void paintScene(QPainter& painter, const QRectF& area, int columns, double pixelRatio) const;
    /// What is on show as a figure for print; no panels without a picture.
    FigureSpec figure() const;

Q_SIGNALS:
    void channelsChosen(const PhaseChannels& channels);

protected:
    void changeEvent(QEvent* event) override;

private:
    class Private;
    std::unique_ptr<Private> m_d;
};

}  // namespace nie
