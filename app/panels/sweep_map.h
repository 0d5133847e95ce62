#pragma once

#include "core/results/sweep_figures.h"
#include "widgets/figures/figure_view.h"

#include <optional>

namespace nie {

/// The picture of a sweep over two of its options: the pointer tells of the point below it, a click
/// opens it.
class SweepMap : public FigureView {
    Q_OBJECT
public:
    explicit SweepMap(QWidget* parent = nullptr);

    void showSweep(const SweepTable& table, const SweepView& view);
    std::optional<std::size_t> rowAt(QPointF place) const;

Q_SIGNALS:
    void rowOpened(std::size_t row);

protected:
    bool event(QEvent* event) override;
    void mouseMoveEvent(QMouseEvent* event) override;
    void mousePressEvent(QMouseEvent* event) override;
    void mouseReleaseEvent(QMouseEvent* event) override;

private:
    SweepTable m_table;
    SweepView m_view;
};

/// What a point is and how it did, in lines.
QString sweepTip(const SweepTable& table, std::size_t row);

}  // namespace nie
