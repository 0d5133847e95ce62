#include "app/panels/making_row.h"

#include <QHBoxLayout>
#include <QLabel>
#include <QProgressBar>
#include <QPushButton>
#include <QVBoxLayout>

namespace nie {

namespace {

constexpr int kMakingBarHeight = 8;

}  // namespace

MakingRow::MakingRow(QWidget* parent)
    : QWidget(parent),
      m_text(new QLabel),
      m_bar(new QProgressBar),
      m_stop(new QPushButton(tr("Cancel")))
{
    m_text->setObjectName(QStringLiteral("makingText"));
    m_text->setWordWrap(true);
    m_bar->setObjectName(QStringLiteral("makingBar"));
    m_bar->setAccessibleName(tr("Progress of the data set being made"));
    m_bar->setTextVisible(false);
    m_bar->setMaximumHeight(kMakingBarHeight);
    m_stop->setObjectName(QStringLiteral("stopMakingButton"));
    m_stop->setAccessibleName(m_stop->text());
    m_stop->setToolTip(tr("Stop; nothing is kept of it"));
    connect(m_stop, &QPushButton::clicked, this, &MakingRow::stopRequested);
    auto* row = new QHBoxLayout;
    row->addWidget(m_bar, 1);
    row->addWidget(m_stop);
    for (QWidget* kept : {static_cast<QWidget*>(m_bar), static_cast<QWidget*>(m_stop)}) {
        QSizePolicy policy = kept->sizePolicy();
        policy.setRetainSizeWhenHidden(true);
        kept->setSizePolicy(policy);
    }
    auto* column = new QVBoxLayout(this);
    column->setContentsMargins(0, 0, 0, 0);
    column->addWidget(m_text);
    column->addLayout(row);
}

void MakingRow::begin(const QString& name)
{
    m_name = name;
    showProgress(0, 0);
}

void MakingRow::showProgress(std::int64_t done, std::int64_t total)
{
    // A range of 0 shows that something goes on.
    m_bar->setRange(0, static_cast<int>(total));
    m_bar->setValue(static_cast<int>(done));
    m_text->setText(total > 0 ? tr("%1: %2 of %3").arg(m_name).arg(done).arg(total)
                              : tr("%1: begun").arg(m_name));
}

void MakingRow::setMaking(bool making)
{
    m_bar->setVisible(making);
    m_stop->setVisible(making);
    if (!making)
        m_text->clear();
}

}  // namespace nie
