#include "app/panels/attention_course.h"

#include "widgets/figures/figure_view.h"

#include <QComboBox>
#include <QHBoxLayout>
#include <QPushButton>
#include <QVBoxLayout>

namespace nie {

AttentionCourse::AttentionCourse(QWidget* parent)
    : QWidget(parent),
      m_number(new QComboBox),
      m_compute(new QPushButton),
      m_view(new FigureView)
{
    setObjectName(QStringLiteral("attentionCourse"));
    setAccessibleName(tr("Heads during the training"));
    m_number->setObjectName(QStringLiteral("attention.course.number"));
    m_number->setAccessibleName(tr("Which number of the heads"));
    m_number->setToolTip(m_number->accessibleName());
    m_number->addItems({tr("Entropy"), tr("Effective count"), tr("Mean distance"), tr("Mean lag"),
                        tr("Locality")});
    m_compute->setObjectName(QStringLiteral("attention.course.compute"));
    m_view->setObjectName(QStringLiteral("attention.course"));
    m_view->setAccessibleName(tr("A number of every head over the steps of the training"));
    m_view->setPaperColours(false);
    m_view->setFilling(true);
    m_view->setSizePolicy(QSizePolicy::Expanding, QSizePolicy::Expanding);
    connect(m_number, &QComboBox::activated, this, &AttentionCourse::draw);
    connect(m_compute, &QPushButton::clicked, this, [this] {
        Q_EMIT m_compute->property("stops").toBool() ? stopRequested() : computeRequested();
    });
    auto* row = new QHBoxLayout;
    row->setSpacing(8);
    row->addWidget(m_number);
    row->addWidget(m_compute);
    row->addStretch();
    auto* column = new QVBoxLayout(this);
    column->setContentsMargins(0, 4, 0, 0);
    column->setSpacing(4);
    column->addLayout(row);
    column->addWidget(m_view, 1);
    setFollowing(false);
    clear();
}

void AttentionCourse::showMoments(const AttentionOrigin& origin,
                                  const std::vector<AttentionMoment>& moments)
{
    // Signed kernels have no entropy, but they have a reach.
    if (m_moments.empty() && !origin.distributions)
        m_number->setCurrentIndex(static_cast<int>(HeadNumber::Locality));
    m_origin = origin;
    m_moments = moments;
    draw();
}

void AttentionCourse::clear()
{
    m_moments.clear();
    m_view->setFigure({});
    m_view->setEmptyText(
        tr("The numbers of the heads over the steps of the training: one point for "
           "every checkpoint that is opened, or for all of them at once."));
}

void AttentionCourse::setFollowing(bool following)
{
    m_compute->setProperty("stops", following);
    m_compute->setText(following ? tr("Stop") : tr("All checkpoints"));
    m_compute->setAccessibleName(m_compute->text());
    m_compute->setToolTip(following ? tr("Stop reading checkpoints")
                                    : tr("Compute the numbers at every checkpoint of the run"));
}

void AttentionCourse::draw()
{
    if (m_moments.empty())
        return;
    const auto number = static_cast<HeadNumber>(m_number->currentIndex());
    const bool entropy = number == HeadNumber::Entropy || number == HeadNumber::EffectiveCount;
    if (entropy && !m_origin.distributions) {
        m_view->setEmptyText(QString::fromStdString(m_origin.entropyAbsence()));
        m_view->setFigure({});
        return;
    }
    if (number == HeadNumber::MeanDistance && m_origin.tokens.space.empty()) {
        m_view->setEmptyText(tr("Curves have no distances in space."));
        m_view->setFigure({});
        return;
    }
    m_view->setFigure(attentionCourseFigure(m_origin, m_moments, number));
}

FigureSpec AttentionCourse::figure() const
{
    return m_view->figure();
}

}  // namespace nie
