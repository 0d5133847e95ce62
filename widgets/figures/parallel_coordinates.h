#pragma once

#include "core/results/figure_spec.h"

#include <QWidget>

#include <optional>
#include <utility>
#include <vector>

namespace nie {

/// One upright axis of a ParallelCoordinates.
struct ParallelAxis {
    QString label;
    bool logarithmic = false;
    /// Written at 0, 1, 2, ... in place of numbers; the values are then these places.
    QStringList names = {};
};

/// One run: a value on every axis, the last being its score.
struct ParallelLine {
    std::vector<double> values;  ///< NaN: none on that axis; a line without a score is dashed grey
    QString tip;                 ///< shown beside the pointer
};

/// Many runs at once: one upright axis for each option and one for the score, a line across all of
/// them for each run, coloured by its score. Dragging along an axis keeps the lines that cross it
/// there (a brush; a click on the axis takes it away), the pointer shows the line below it, a click
/// opens it. Draws itself in the window's colours.
class ParallelCoordinates : public QWidget {
    Q_OBJECT
public:
    explicit ParallelCoordinates(QWidget* parent = nullptr);

    /// The last axis is the score; `lowIsGood`: its small values get the good end of the colours.
    /// Brushes stay where the axes stay the same.
    void setRuns(const std::vector<ParallelAxis>& axes, const std::vector<ParallelLine>& lines,
                 bool lowIsGood);
    void setEmptyText(const QString& text);

    /// Keeps the lines between two values of an axis; nothing: all of them.
    void setBrush(std::size_t axis, std::optional<std::pair<double, double>> range);
    std::optional<std::pair<double, double>> brush(std::size_t axis) const;
    void clearBrushes();
    /// Whether a line is kept by all brushes.
    bool isKept(std::size_t line) const;
    /// The line below a place, of those that are kept.
    std::optional<std::size_t> lineAt(QPointF place) const;
    /// What is on the screen, for export, in the colours of paper: every axis from 0 to 1 with its
    /// ends in its name; lines that are put aside, and those without a score, are not in it.
    FigureSpec figure() const;
    /// Where a value of an axis is drawn.
    QPointF placeOf(std::size_t axis, double value) const;

    QSize sizeHint() const override { return {640, 360}; }
    QSize minimumSizeHint() const override { return {320, 200}; }

Q_SIGNALS:
    void lineClicked(std::size_t line);
    /// A brush was drawn or taken away.
    void brushesChanged();

protected:
    bool event(QEvent* event) override;
    void paintEvent(QPaintEvent* event) override;
    void mousePressEvent(QMouseEvent* event) override;
    void mouseMoveEvent(QMouseEvent* event) override;
    void mouseReleaseEvent(QMouseEvent* event) override;
    void leaveEvent(QEvent* event) override;

private:
    struct Scale {
        double from = 0.0;
        double to = 1.0;
        bool logarithmic = false;
    };

    QRectF plotArea() const;
    double axisPosition(std::size_t axis) const;
    double valueAt(std::size_t axis, double y) const;
    std::optional<std::size_t> axisAt(QPointF place) const;
    QPolygonF pathOf(const ParallelLine& line) const;
    QColor colourOf(const ParallelLine& line, bool dark) const;
    double shareOf(std::size_t axis, double value) const;
    std::string titleOf(std::size_t axis) const;
    bool hasScore(const ParallelLine& line) const;
    void hover(std::optional<std::size_t> line);
    void paintLines(QPainter& painter) const;
    void paintLine(QPainter& painter, std::size_t line, double width) const;
    void paintAxis(QPainter& painter, std::size_t axis) const;

    std::vector<ParallelAxis> m_axes;
    std::vector<ParallelLine> m_lines;
    std::vector<Scale> m_scales;
    std::vector<std::optional<std::pair<double, double>>> m_brushes;
    bool m_lowIsGood = true;
    QString m_emptyText;
    std::optional<std::size_t> m_hovered;
    std::optional<std::size_t> m_pressedAxis;
    QPointF m_pressedAt;
    bool m_dragged = false;
};

}  // namespace nie
