#pragma once

#include "core/results/fields/field_look.h"
#include "core/results/figure_spec.h"

#include <QImage>
#include <QWidget>

#include <memory>

class QPainter;

namespace nie {

struct SceneCamera;

/// A field as a surface to be turned by hand: u(t, x) of a field on a line, u(x, y) at the look's
/// time of one in the plane. Truth and prediction stand beside each other, seen from the same
/// direction, or one alone. Heights and colours follow the look's channel, range, map and iterate;
/// a line over u(t, x) marks the look's time, a band on the sides of the box the given times.
class SurfaceView : public QWidget {
    Q_OBJECT
public:
    enum class Shown { Both, Truth, Prediction };

    /// Longer axes are drawn with every k-th of their points.
    static constexpr int kMostPoints = 300;

    explicit SurfaceView(QWidget* parent = nullptr);
    ~SurfaceView() override;

    /// Null empties the view; of a sample that is no such field it says so. A look that differs in
    /// its time alone costs no new surface over t. Throws InputError for a sample whose numbers do
    /// not fit its axes.
    void setSample(std::shared_ptr<const PredictionSnapshot> sample, const FieldLook& look);

    Shown shown() const;
    void setShown(Shown shown);
    const SceneCamera& camera() const;
    void setCamera(const SceneCamera& camera);

    /// Whether there is a surface on show, and OpenGL to draw it with.
    bool hasPicture() const;
    /// What is on show as a picture of this size, without the controls; see SceneCanvas. Null
    /// without a picture.
    QImage grabScene(QSize pixels, double pixelRatio = 1.0) const;
    /// The same into a rectangle of a painter, the surfaces in rows of `columns`.
    void paintScene(QPainter& painter, const QRectF& area, int columns, double pixelRatio) const;
    /// What is on show as a figure for print; no panels without a picture.
    FigureSpec figure() const;

protected:
    void changeEvent(QEvent* event) override;

private:
    class Private;
    std::unique_ptr<Private> m_d;
};

}  // namespace nie
