#pragma once

#include "core/results/fields/field_ranges.h"
#include "core/results/fields/field_reading.h"
#include "widgets/figures/figure_view.h"

#include <memory>
#include <optional>

namespace nie {

/// Truth, prediction and error of one sample under a look, as the exported figure has them, with a
/// cursor at the same place of all panels. The pointer reads values; a click pins a probe where a
/// panel shows space and takes it away again, and goes to a time where one shows times; a drag
/// draws the line of a profile in the plane, and goes through the times where they lie across.
///
/// Colours keep what they reach over while predictions of the same sample come in, unless they
/// leave it or fill less than a quarter of it.
class FieldView : public FigureView {
    Q_OBJECT
public:
    /// `kind`: shown whatever the look says; none: the look's.
    explicit FieldView(std::optional<FieldKind> kind = {}, QWidget* parent = nullptr);

    /// For a small place: panels beside each other without a title, of a profile no errors; where
    /// it is narrow, of scores the first alone and no legend.
    void setCompact(bool compact);

    /// Null empties the view. `steady`: colours are kept as said above. Throws InputError for a
    /// sample whose arrays do not fit its axes.
    void setSample(std::shared_ptr<const PredictionSnapshot> sample, bool steady = true);
    const std::shared_ptr<const PredictionSnapshot>& sample() const { return m_sample; }
    /// Throws InputError for an unknown colour map.
    void setLook(const FieldLook& look);
    /// As it fits the sample.
    const FieldLook& look() const { return m_look; }
    const FieldRanges& ranges() const { return m_ranges; }
    /// Lets the colours reach over what the look asks for, whatever they were kept at.
    void fitRanges();

    /// How often more than the cells of the heat maps and the title had to be drawn.
    int wholeDrawings() const { return m_picture.wholeDrawings(); }

    /// What is under the pointer; nothing beside the plots.
    const std::optional<FieldReading>& reading() const { return m_reading; }
    QString readingText() const;

Q_SIGNALS:
    /// A click or a drag changed the time, the probes or the line; the view shows it already.
    void lookEdited(const nie::FieldLook& look);
    void readingChanged(const QString& text);

protected:
    void paintEvent(QPaintEvent* event) override;
    void resizeEvent(QResizeEvent* event) override;
    void changeEvent(QEvent* event) override;
    void mousePressEvent(QMouseEvent* event) override;
    void mouseMoveEvent(QMouseEvent* event) override;
    void mouseReleaseEvent(QMouseEvent* event) override;
    void leaveEvent(QEvent* event) override;

private:
    /// A press that may become a drag.
    struct Drag {
        QPointF start;
        std::size_t panel = 0;
        bool moved = false;
    };

    void rebuild();
    FigureSpec built() const;
    bool isCramped() const;
    void forgetPicture();
    const FigurePicture& picture() const;
    const std::vector<PanelPlace>& places() const { return picture().places(); }
    std::optional<std::size_t> panelAt(QPointF place) const;
    QPointF dataAt(std::size_t panel, QPointF place) const;
    void read();
    void edit(const FieldLook& look);
    void goToTimeAt(QPointF place);
    void togglePin(const std::vector<double>& place);
    void click(QPointF place);

    bool isPlaneImage(std::size_t panel) const;
    bool showsTimeAcross(std::size_t panel) const;
    void paintOverlay(QPainter& painter) const;
    void paintTime(QPainter& painter) const;
    void paintCursor(QPainter& painter) const;
    void paintDraftLine(QPainter& painter) const;
    QPointF cursorPoint(std::size_t panel) const;

    std::optional<FieldKind> m_kind;
    bool m_compact = false;
    bool m_cramped = false;  ///< when it was built
    std::shared_ptr<const PredictionSnapshot> m_sample;
    FieldLook m_look;
    FieldRanges m_ranges;
    std::optional<QPointF> m_pointer;
    std::optional<std::size_t> m_panel;  ///< under the pointer
    std::optional<FieldReading> m_reading;
    std::optional<Drag> m_drag;
    mutable FigurePicture m_picture;  ///< all but the overlay
    mutable bool m_stale = true;      ///< it does not show the figure yet
};

}  // namespace nie
