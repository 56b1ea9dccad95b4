// Whether this build watches every access, and so is slow: there tests do with less.
//
// g++ says so by macros, clang by features.
#pragma once

#if defined(__SANITIZE_ADDRESS__) || defined(__SANITIZE_THREAD__)
#define SEMH_SANITIZED true
#elif defined(__has_feature)
#if __has_feature(address_sanitizer) || __has_feature(thread_sanitizer)
#define SEMH_SANITIZED true
#endif
#endif
#ifndef SEMH_SANITIZED
#define SEMH_SANITIZED false
#endif
