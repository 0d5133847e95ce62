#include "app/panels/kernel_panel.h"

#include "core/results/kernel/kernel_figure.h"
#include "widgets/figures/figure_view.h"

#include <QLabel>
#include <QVBoxLayout>

namespace nie {

KernelPanel::KernelPanel(QWidget* parent)
    : QWidget(parent),
      m_view(new FigureView),
      m_text(new QLabel)
{
    setObjectName(QStringLiteral("kernelPanel"));
    setAccessibleName(tr("Learned kernel"));
    m_view->setObjectName(QStringLiteral("kernel.view"));
    m_view->setAccessibleName(tr("Learned and true kernel over s and t"));
    m_view->setPaperColours(false);
    m_view->setFilling(true);
    m_view->setSizePolicy(QSizePolicy::Expanding, QSizePolicy::Expanding);
    m_view->setEmptyText(tr("The learned kernel appears here."));
    m_text->setObjectName(QStringLiteral("kernel.text"));
    m_text->setAccessibleName(tr("What is compared, and how well it agrees"));
    m_text->setWordWrap(true);
    m_text->setTextInteractionFlags(Qt::TextSelectableByMouse);
    auto* column = new QVBoxLayout(this);
    column->setContentsMargins(0, 0, 0, 0);
    column->setSpacing(8);
    column->addWidget(m_view, 1);
    column->addWidget(m_text);
}

void KernelPanel::clear()
{
    m_view->setFigure({});
    m_text->clear();
}

void KernelPanel::showKernel(const KernelMap& map, const Provenance& provenance)
{
    m_view->setFigure(kernelFigure(map, provenance));
    m_text->setText(QString::fromStdString(kernelSummary(map)));
}

FigureSpec KernelPanel::figure() const
{
    return m_view->figure();
}

}  // namespace nie
