#pragma once

// QCustomPlot is written with Qt's lower-case keywords, which this project switches off because
// they clash with LibTorch; here they are on for the length of its header.
#include <QObject>

#define signals Q_SIGNALS
#define slots Q_SLOTS
#define emit Q_EMIT
#define foreach Q_FOREACH
#include <qcustomplot.h>
#undef signals
#undef slots
#undef emit
#undef foreach
