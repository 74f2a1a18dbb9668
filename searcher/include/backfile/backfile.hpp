// Everything an application needs to search a Backfile archive.
#pragma once

#include <backfile/date.hpp>
#include <backfile/diff.hpp>
#include <backfile/error.hpp>
#include <backfile/history.hpp>
#include <backfile/query.hpp>
#include <backfile/results.hpp>
#include <backfile/searcher.hpp>
#include <backfile/version.hpp>
