#pragma once

#include "core/results/figure_spec.h"
#include "core/results/kernel/kernel_map.h"
#include "core/results/standard_figures.h"

#include <QWidget>

class QLabel;

namespace nie {

class FigureView;

/// The integrand that a neural integral equation has learned, beside the true one where it is
/// known.
class KernelPanel : public QWidget {
    Q_OBJECT
public:
    explicit KernelPanel(QWidget* parent = nullptr);

    void clear();
    void showKernel(const KernelMap& map, const Provenance& provenance);
    FigureSpec figure() const;

private:
    FigureView* m_view;
    QLabel* m_text;
};

}  // namespace nie
