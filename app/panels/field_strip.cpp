#include "app/panels/field_strip.h"

#include "widgets/curves/residual_plot.h"
#include "widgets/fields/field_view.h"

#include <QHBoxLayout>
#include <QMenu>
#include <QRegularExpression>
#include <QSignalBlocker>

namespace nie {

namespace {

constexpr int kLeastHeight = 110;

}  // namespace

FieldStrip::FieldStrip(QWidget* parent)
    : QWidget(parent),
      m_error(addView("fields.errorOverTime", FieldKind::Error, tr("Error over time"))),
      m_curves(addView("fields.probeCurves", FieldKind::Curves, tr("Curves at the probes"))),
      m_profile(addView("fields.profile", FieldKind::Profile, tr("Profile along the line"))),
      m_views{m_error, m_curves, m_profile},
      m_residual(new ResidualPlot)
{
    setObjectName(QStringLiteral("fieldStrip"));
    setAccessibleName(tr("Error, probes, profile and residual"));
    m_residual->setObjectName(QStringLiteral("fields.residual"));
    // Other pages have plots of the same kind; names are unique in a window.
    for (QWidget* child :
         m_residual->findChildren<QWidget*>(QRegularExpression(QStringLiteral("^residuals\\."))))
        child->setObjectName(QStringLiteral("fields.") + child->objectName());
    m_residual->setMinimumHeight(kLeastHeight);
    connect(m_residual, &ResidualPlot::iterateSelected, this, [this](int iterate) {
        FieldLook look = m_look;
        look.iterate = iterate;
        takeEdit(look);
    });
    auto* row = new QHBoxLayout(this);
    row->setContentsMargins(0, 0, 0, 0);
    row->setSpacing(8);
    row->addWidget(m_error, 4);
    row->addWidget(m_curves, 3);
    row->addWidget(m_profile, 3);
    row->addWidget(m_residual, 3);
    arrange();
}

FieldView* FieldStrip::addView(const char* name, FieldKind kind, const QString& title)
{
    auto* view = new FieldView(kind);
    view->setObjectName(QLatin1String(name));
    view->setAccessibleName(title);
    view->setCompact(true);
    view->setMinimumHeight(kLeastHeight);
    view->setContextMenuPolicy(Qt::CustomContextMenu);
    connect(view, &FieldView::lookEdited, this, &FieldStrip::takeEdit);
    connect(view, &FieldView::readingChanged, this, &FieldStrip::readingChanged);
    connect(view, &QWidget::customContextMenuRequested, this,
            [this, view, kind](QPoint place) { showMenu(*view, kind, place); });
    return view;
}

void FieldStrip::setSample(const std::shared_ptr<const PredictionSnapshot>& sample,
                           const FieldLook& look)
{
    m_sample = sample;
    m_look = look;
    arrange();
    // It says where its slider stands, which the look tells it.
    const QSignalBlocker quiet(m_residual);
    m_residual->setTrace(sample ? sample->trace : SolverTrace(),
                         sample ? static_cast<int>(sample->iterates.size()) : 0);
    m_residual->setSelectedIterate(look.iterate);
    m_residual->setVisible(sample && !sample->trace.residuals.empty());
}

void FieldStrip::setLook(const FieldLook& look)
{
    m_look = look;
    arrange();
    const QSignalBlocker quiet(m_residual);
    if (m_residual->selectedIterate() != look.iterate)
        m_residual->setSelectedIterate(look.iterate);
}

void FieldStrip::setScene(bool scene)
{
    m_scene = scene;
    arrange();
}

/// What is hidden draws nothing.
void FieldStrip::arrange()
{
    const std::size_t axes = m_sample ? m_sample->space.size() : 0;
    const auto show = [this](FieldView* view, FieldKind kind, bool wanted) {
        const bool shown = wanted && (m_scene || m_look.kind != kind);
        view->setVisible(shown);
        view->setLook(m_look);
        if (view->sample() != (shown ? m_sample : nullptr))
            view->setSample(shown ? m_sample : nullptr);
    };
    show(m_error, FieldKind::Error, m_sample != nullptr);
    show(m_curves, FieldKind::Curves, axes > 0);
    show(m_profile, FieldKind::Profile, axes == 1 || (axes == 2 && m_look.line));
}

/// A view of the strip has a kind of its own, which is not the look's.
void FieldStrip::takeEdit(const FieldLook& edited)
{
    const FieldKind kind = m_look.kind;
    m_look = edited;
    m_look.kind = kind;
    Q_EMIT lookEdited(m_look);
}

void FieldStrip::showMenu(FieldView& view, FieldKind kind, QPoint place)
{
    auto* menu = new QMenu(&view);
    menu->setObjectName(QStringLiteral("fields.stripMenu"));
    menu->setAttribute(Qt::WA_DeleteOnClose);
    QAction* enlarge = menu->addAction(tr("Show &large"));
    enlarge->setObjectName(QStringLiteral("fields.enlarge"));
    connect(enlarge, &QAction::triggered, this, [this, kind] { Q_EMIT enlarged(kind); });
    Q_EMIT menuOpening(menu, &view);
    menu->popup(view.mapToGlobal(place));
}

}  // namespace nie
